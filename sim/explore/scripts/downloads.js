// What can be taken along: the scenario file, the numbers, the pictures, the address.

const saved = (name, kind, content) => {
  const link = el("a", { download: name, href: URL.createObjectURL(new Blob([content], { type: kind })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
/** A picture as a file of its own: with the look of the page in light, since other programs have no dark. */
const asFile = (picture) => {
  const copy = picture.cloneNode(true), [, , wide, tall] = copy.getAttribute("viewBox").split(" ");
  filled(copy, { xmlns: "http://www.w3.org/2000/svg", width: wide, height: tall }, []);
  copy.prepend(svg("title", {}, copy.getAttribute("aria-label")), svg("style", {}, data.picture_style), svg("rect", { width: wide, height: tall, fill: "#fff" }));
  return new XMLSerializer().serializeToString(copy);
};
const copyText = async (words, what) => {
  try {
    await navigator.clipboard.writeText(words);
    say(`${what} copied.`);
  } catch {
    say(`This browser lets no page copy; the text can be selected and copied by hand.`);
  }
};
