// Codes that pages of a class exchange: a game, or what one seat sends in a round. Letters that are easily taken
// for others are not used, and two check letters at the end tell a code that was mistyped.

const CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const [GAME_CODE, MOVES_CODE, KEPT_CODE] = [1, 2, 3];
class WrongCode extends Error {}

/** Sixteen bits of anything that can be written as JSON (CRC-16/CCITT). */
const checkOf = (bytes) => {
  let sum = 0xffff;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ (sum & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return [sum >> 8, sum & 255];
};
const digestOf = (words) => checkOf(new TextEncoder().encode(JSON.stringify(words)));
const codeOf = (bytes) => {
  const bits = [...bytes, ...checkOf(bytes)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = bits.match(/.{1,5}/g).map((part) => CODE_LETTERS[parseInt(part.padEnd(5, "0"), 2)]);
  return letters.join("").match(/.{1,4}/g).join("-");
};
/** The bytes of a code without its check; says what is wrong with one that is none. */
const bytesOf = (code) => {
  const plain = code.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (!plain) throw new WrongCode("There is no code.");
  const odd = [...plain].find((letter) => !CODE_LETTERS.includes(letter));
  if (odd) throw new WrongCode(`“${odd}” is in no code; they have digits and capital letters.`);
  const bits = [...plain].map((letter) => CODE_LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((part) => parseInt(part, 2)), [body, check] = [bytes.slice(0, -2), bytes.slice(-2)];
  const fits = body.length > 4 && checkOf(body).join() === check.join() && codeOf(body).replaceAll("-", "") === plain;
  if (!fits) throw new WrongCode("A letter is wrong, missing or too many: its last letters do not fit the others.");
  return body;
};

const STRATEGY_NAMES = Object.keys(data.strategies);
/** What two pages must have in common so that their codes mean the same. */
const EDITION = digestOf([data.menus, STRATEGY_NAMES, data.theories, data.monday, data.weeks, data.seed, PLAYED_ON]);
const GAME_SEATS = Object.keys(SEATS);
const codeOfGame = (game) => {
  const seats = game.seats.reduce((bits, seat) => bits | (1 << GAME_SEATS.indexOf(seat)), 0);
  const world = [16, 8, 0].map((shift) => (game.world >> shift) & 255);
  return codeOf([GAME_CODE, ...EDITION, STRATEGY_NAMES.indexOf(game.strategy), data.theories.indexOf(game.theory), ...world, seats, game.step]);
};
const gameFrom = (code) => {
  const [kind, high, low, strategy, theory, a, b, c, seats, step, ...more] = bytesOf(code);
  if (kind !== GAME_CODE) throw new WrongCode("This is no code of a game, but of moves: it goes in when the moves of its round are gathered.");
  if ([high, low].join() !== EDITION.join()) throw new WrongCode("This game was begun on another edition of this page; all must have the same file.");
  const found = { seats: GAME_SEATS.filter((_, at) => seats & (1 << at)), strategy: STRATEGY_NAMES[strategy], theory: data.theories[theory], world: (a << 16) | (b << 8) | c, step };
  if (more.length || !found.strategy || !found.theory || !found.seats.length || ![1, 4].includes(step)) throw new WrongCode("This code is of no game that this page knows.");
  return new Game(found);
};
/** What a game is, so that codes of other games are told apart. */
const gameDigest = (game) => digestOf(codeOfGame(game));
const codeOfMoves = (game, seat, moves) => {
  const places = SEATS[seat].flatMap((actor) => bytesOfChoices(actor, moves[actor]));
  return codeOf([MOVES_CODE, ...gameDigest(game), game.week, GAME_SEATS.indexOf(seat), ...places]);
};
/** 0 by the rules, then the places of the menu, silence first. */
const placeOf = (actor, family, choice) => (choice === BY_RULES ? 0 : 1 + data.menus[actor][family].indexOf(choice));
/** The seat of a code and its moves in the round in which the game is. */
const movesFrom = (code, game) => {
  const [kind, high, low, week, place, ...places] = bytesOf(code), seat = GAME_SEATS[place];
  if (kind !== MOVES_CODE) throw new WrongCode("This is the code of a game, not of moves.");
  if ([high, low].join() !== gameDigest(game).join()) throw new WrongCode("These moves are of another game.");
  if (!game.seats.includes(seat)) throw new WrongCode("Nobody plays the seat of these moves.");
  if (week !== game.week) throw new WrongCode(`These are the moves of ${seat} for the week of ${dayInWords(mondayOf(week))}; this round begins in the week of ${dayInWords(mondayOf(game.week))}.`);
  if (places.length !== 2 * SEATS[seat].length) throw new WrongCode("It is longer or shorter than such a code.");
  return { seat, moves: Object.fromEntries(SEATS[seat].map((actor, at) => [actor, choicesIn(actor, places.slice(2 * at, 2 * at + 2))])) };
};
/** What an actor sends, family by family, in two bytes. */
const choicesIn = (actor, bytes) => Object.fromEntries(familiesOf(actor).map((family) => {
  const nibble = FAMILY_NAMES.indexOf(family), value = (bytes[nibble >> 1] >> (nibble % 2 ? 0 : 4)) & 15;
  const choice = value ? data.menus[actor][family][value - 1] : BY_RULES;
  if (!choice) throw new WrongCode(`${actor} has no such signal.`);
  return [family, choice];
}));
const bytesOfChoices = (actor, choices) => {
  const [first, second, third, fourth] = FAMILY_NAMES.map((family) => placeOf(actor, family, choices[family] ?? SILENT));
  return [(first << 4) | second, (third << 4) | fourth];
};

/** A game with all that was sent so far, for the address of the page; `here` are the seats that are played on it. */
const gameInLink = ({ game, here, coded }) => {
  const seats = here.reduce((bits, seat) => bits | (1 << GAME_SEATS.indexOf(seat)), 0), begun = bytesOf(codeOfGame(game)).slice(1);
  const rounds = game.rounds.flatMap(({ weeks, moves }) => [weeks, ...game.actors.flatMap((actor) => bytesOfChoices(actor, moves[actor]))]);
  return codeOf([KEPT_CODE, seats, Number(coded), ...begun, ...rounds]).replaceAll("-", "");
};
const gameOfLink = (code) => {
  const [kind, seats, coded, ...more] = bytesOf(code), begun = more.slice(0, 9), here = GAME_SEATS.filter((_, at) => seats & (1 << at));
  if (kind !== KEPT_CODE) throw new WrongCode("This is no game of an address.");
  let game = gameFrom(codeOf([GAME_CODE, ...begun])), rest = more.slice(9);
  if (!here.length || !here.every((seat) => game.seats.includes(seat))) throw new WrongCode("Nobody is played here.");
  while (rest.length) {
    const [weeks, ...places] = rest, moves = Object.fromEntries(game.actors.map((actor, at) => [actor, choicesIn(actor, places.slice(2 * at, 2 * at + 2))]));
    if (!weeks || game.week + weeks > data.weeks || places.length < 2 * game.actors.length) throw new WrongCode("This game is cut short.");
    game = game.after(weeks, moves);
    rest = places.slice(2 * game.actors.length);
  }
  return { game, here, coded: Boolean(coded) };
};
const isGameOfLink = (code) => {
  try {
    return !isBusy() && Boolean(gameOfLink(code));
  } catch {
    return false;
  }
};
