// Opens the page: unpacks its data and hands them to all else. Where that cannot be, what was simulated when the
// page was made is shown, and why.

const failed = (error) => {
  const lacking = "This browser has no WebAssembly with SIMD, which the model needs; any browser of 2023 or later has it";
  const why = error.simd === false ? lacking : `The model cannot be run here: ${error.message}`;
  const notice = document.getElementById("no-model");
  const beforehand = document.getElementById("static");
  notice.textContent = `${why}. ${beforehand ? "Beneath is what was simulated when the page was made." : "The report that it belongs to has what was simulated."}`;
  notice.hidden = false;
  if (beforehand) beforehand.hidden = false;
};
const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
};
const withData = (begin) => unpacked(document.getElementById("data").textContent).then(begin).catch(failed);
