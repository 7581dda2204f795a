// The licence check reads SPDX expressions as lawyers do: OR is a choice, AND is a duty.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedIn, mayUse } from './licences.mjs';

const allowed = allowedIn('allow = [\n  "MIT", # "GPL-3.0-only" is not meant\n  "ISC",\n  "Apache-2.0 WITH LLVM-exception",\n]\n');

const EXPRESSIONS = [
  ['MIT', true],
  ['GPL-3.0-only', false],
  ['MIT OR GPL-3.0-only', true],
  ['GPL-3.0-only/MIT', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-3.0-only OR MIT AND ISC', true],
  ['(GPL-3.0-only OR MIT) AND AGPL-3.0-only', false],
  ['ISC AND (AGPL-3.0-only OR (MIT AND ISC))', true],
  ['Apache-2.0', false],
  ['Apache-2.0 WITH LLVM-exception', true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', false],
];

for (const [expression, expected] of EXPRESSIONS) {
  test(`${expression}: ${expected ? 'yes' : 'no'}`, () => assert.equal(mayUse(expression, allowed), expected));
}

test('what is no expression is said, not guessed', () => {
  for (const broken of ['', 'MIT ISC', '(MIT', 'MIT OR', 'OR MIT']) assert.throws(() => mayUse(broken, allowed), /SPDX|parenthesis/);
});
