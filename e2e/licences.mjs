// Checks the licence of every crate in the program against the list in deny.toml. It stands in for `cargo deny`, which takes
// minutes to build:   cargo metadata --format-version 1 --locked | node e2e/licences.mjs
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The quoted names between `allow = [` and `]`. Comments in the list are skipped. */
export function allowedIn(denyToml) {
  const list = /^allow\s*=\s*\[([^]*?)^\]/m.exec(denyToml);
  if (!list) throw new Error('deny.toml has no list "allow = [ … ]".');
  return new Set(list[1].split('\n').flatMap((line) => [...line.replace(/#.*/, '').matchAll(/"([^"]+)"/g)].map((name) => name[1])));
}

/**
 * Whether an SPDX expression can be fulfilled with allowed licences only: one side of an OR, both sides of an AND.
 * Old crates write `MIT/Apache-2.0` for OR.
 */
export function mayUse(expression, allowed) {
  const words = expression.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const either = () => {
    let fine = both();
    while (words[at] === 'OR') { at += 1; fine = both() || fine; }
    return fine;
  };
  const both = () => {
    let fine = one();
    while (words[at] === 'AND') { at += 1; fine = one() && fine; }
    return fine;
  };
  const one = () => {
    const word = words[at];
    at += 1;
    if (word === '(') {
      const fine = either();
      if (words[at] !== ')') throw new Error(`"${expression}" lacks a closing parenthesis.`);
      at += 1;
      return fine;
    }
    if (word === undefined || [')', 'OR', 'AND', 'WITH'].includes(word)) throw new Error(`"${expression}" is not an SPDX expression.`);
    if (words[at] !== 'WITH') return allowed.has(word);
    const exception = words[at + 1];
    at += 2;
    return allowed.has(`${word} WITH ${exception}`);
  };
  const fine = either();
  if (at < words.length) throw new Error(`"${expression}" is not an SPDX expression.`);
  return fine;
}

function main() {
  const allowed = allowedIn(readFileSync(new URL('../deny.toml', import.meta.url), 'utf8'));
  const { packages } = JSON.parse(readFileSync(0, 'utf8'));
  const refused = packages.filter(({ license }) => !license || !mayUse(license, allowed));
  for (const { name, version, license } of refused) {
    console.error(`${name} ${version} is under "${license ?? 'no licence'}". Replace it, or add the licence to deny.toml with the reason why the EUPL allows it.`);
  }
  console.log(`${packages.length - refused.length} of ${packages.length} crates have an allowed licence.`);
  if (refused.length > 0 || packages.length === 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
