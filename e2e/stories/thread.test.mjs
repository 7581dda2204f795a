// A conversation as it is read: our post on top, what was changed and deleted at its source, what must not be shown to every eye,
// and texts that are written to deceive.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { citizensOf } from '../lib/citizens.mjs';
import { conversation, said, signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();
const citizens = citizensOf(town);
const GUNNEL = { handle: 'gunnel', name: 'Gunnel Falk' };

test('our own post stands on top, and identity numbers are dots everywhere', async (t) => {
  const page = await town.page(t);
  await signIn(page);
  await conversation(page, 'Samma fråga').click();
  const first = page.getByRole('article').first();
  assert.match(await first.innerText(), /^Vårt inlägg · Övningsnätet · .* \(Stockholm\)\s+Simhallen är stängd/);
  await said(page, 'Min dotter').getByText('Personnummer, bankkonton och kort döljs').waitFor();
  const whole = await page.content();
  assert.ok(!whole.includes('19121212-1212') && !whole.includes('191212121212'), 'the number is nowhere in the page');
  assert.match(await said(page, 'Min dotter').innerText(), /●●●●●●●●-●●●●/);
});

test('what was changed keeps its earlier versions, what was deleted stays', async (t) => {
  const page = await town.page(t);
  await signIn(page);
  const id = await citizens.writes(GUNNEL, 'Ni svarar aldrig, era latmaskar! @exempelby', { minutesAgo: 600 });
  await conversation(page, 'latmaskar').click();
  await said(page, 'latmaskar').waitFor();
  await citizens.edits(GUNNEL, id, 'Jag har inte fått svar på mitt brev. @exempelby');
  const changed = said(page, 'inte fått svar');
  await changed.waitFor();
  await changed.getByText('Ändrad. Visa den tidigare versionen').click();
  assert.match(await changed.innerText(), /Så här stod det\. Torg såg det .*\(Stockholm\)[^]*latmaskar/);
  await citizens.deletes(GUNNEL, id);
  await changed.getByText(/Den som skrev tog bort det/).waitFor();
  assert.match(await changed.innerText(), /inte fått svar/, 'what came in is still here');
  assert.ok(await changed.getByText('latmaskar').isVisible(), 'and what I unfolded stays open');
  await page.reload();
  assert.equal(await page.getByLabel('Svar', { exact: true }).count(), 0, 'nobody can answer what is gone');
  await conversation(page, 'inte fått svar').getByText('Borttagen av den som skrev').waitFor();
});

const DECEPTIONS = [
  ['a script', '<script>document.title = "taget"</script><img src=x onerror="document.title=1"> skripttext', 'skripttext'],
  ['a text that runs backwards', 'bakvänt \u202Ednammok\u202C här', 'bakvänt ⟦RLO⟧'],
  ['letters that cannot be seen', 'osynligt \u200Btext', 'osynligt ⟦ZWSP⟧text'],
  ['a family', 'familj 👨‍👩‍👧‍👦 med åäö', 'familj 👨‍👩‍👧‍👦 med åäö'],
  ['one word of ten thousand letters', `långord ${'å'.repeat(10_000)}`, 'långord'],
  ['stacked signs', `staplat ${'Z\u0351\u0352\u0353\u0354\u0355\u0356'.repeat(40)}`, 'staplat'],
];
for (const [what, text, shown] of DECEPTIONS) {
  test(`${what} is shown as it is, and breaks nothing`, async (t) => {
    const page = await town.page(t, { size: 'phone' });
    await signIn(page);
    await citizens.writes(GUNNEL, `${text} @exempelby`, { minutesAgo: 700 });
    await conversation(page, 'Gunnel Falk').filter({ hasText: shown.split(' ')[0] }).first().click();
    await said(page, shown).waitFor();
    assert.notEqual(await page.title(), 'taget');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `the page is ${width} pixels wide on a phone of 320`);
  });
}

test('a novel is folded, and can be read to its end', async (t) => {
  const page = await town.page(t);
  await signIn(page);
  await citizens.writes(GUNNEL, `Min historia. ${'Det började i mars. '.repeat(5000)} Slut på historien. @exempelby`, { minutesAgo: 900 });
  await conversation(page, 'Min historia').click();
  const novel = said(page, 'Min historia');
  await novel.getByText(/Visa resten \(1\d\d\s?\d\d\d tecken i allt\)/).click();
  await novel.getByText('Slut på historien.').waitFor();
});

test('a direct message says that it is one, and pictures are links with their words', async (t) => {
  const page = await town.page(t);
  await signIn(page);
  await conversation(page, 'färdtjänsten').click();
  await said(page, 'färdtjänsten').getByText('Direktmeddelande').waitFor();
  assert.equal(await page.locator('main img').count(), 0, 'no picture is loaded from a network');
});

test('an answer that does not get through is told on every page, with why', async (t) => {
  const page = await town.page(t);
  await signIn(page);
  const id = await citizens.writes(GUNNEL, 'Vad kostar en hundskylt? @exempelby', { minutesAgo: 950 });
  await conversation(page, 'hundskylt').click();
  await page.getByLabel('Svar', { exact: true }).fill('Den är gratis.');
  await page.keyboard.press('Control+Enter');
  await said(page, 'Den är gratis.').getByText('På väg ut').waitFor();
  await citizens.deletes(GUNNEL, id);
  await said(page, 'Den är gratis.').getByText('Gick inte att skicka.').waitFor({ timeout: 40_000 });
  await page.getByText('Ett svar kom inte fram.').waitFor();
  await page.getByRole('link', { name: 'Försök igen, i utkorgen' }).click();
  await page.getByText('Den är gratis.').waitFor();
  await page.goto('/preferences');
  await page.getByText('Ett svar kom inte fram.').waitFor();
});

test('one who may only read is told so, and has no buttons', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Rune Arkiv');
  await conversation(page, 'biblioteket').click();
  await page.getByText('Du har inget uppdrag att svara i den här kanalen.', { exact: false }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Klar, nästa|^Svara|Vänta/ }).count(), 0);
});
