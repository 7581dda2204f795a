// The main job: a citizen's comment is found in the inbox, answered in the municipality's name, and done. By keyboard alone, and
// without JavaScript. While one works, what others do is seen without a reload and takes nothing away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { citizensOf } from '../lib/citizens.mjs';
import { tabTo } from '../lib/keyboard.mjs';
import { conversation, conversations, said, signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();
const citizens = citizensOf(town);
const GUNNEL = { handle: 'gunnel', name: 'Gunnel Falk' };
const IVAR = { handle: 'ivar', name: 'Ivar Moen' };
const ANSWER = 'Vattnet går att dricka. Spola tills det är klart.';

const title = (page) => page.getByRole('heading', { level: 1 });
const focused = (page) => page.evaluate(() => document.activeElement.innerText ?? '');

test('I answer with the keyboard alone, regret it, send it again and go on to the next', async (t) => {
  const page = await town.page(t);
  await page.goto('/');
  await tabTo(page, page.getByRole('button', { name: /Fatima Berg/ }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/participate\/inbox/);

  await page.keyboard.press('j');
  const first = await focused(page);
  await page.keyboard.press('j');
  assert.notEqual(await focused(page), first, 'j goes down the list');
  await page.keyboard.press('k');
  assert.equal(await focused(page), first, 'k goes up again');
  await page.keyboard.press('Enter');
  await page.waitForURL(/participate\/conversations/);
  assert.match(await title(page).innerText(), /Brunt vatten i kranen/, 'the one whose time has run longest stands first');

  await page.keyboard.press('r');
  await page.keyboard.type(ANSWER);
  await page.getByText(`${ANSWER.length} av 500`).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Ditt svar till Johan H skickas om \d+ s/).first().waitFor();
  await said(page, ANSWER).getByText('På väg ut. Kan ångras i tio sekunder.').waitFor();

  await page.keyboard.press('u');
  await page.getByText('Ditt utkast').waitFor();
  assert.equal(await page.getByLabel('Svar', { exact: true }).inputValue(), ANSWER, 'the words lie in the composer again');
  assert.equal(await said(page, ANSWER).count(), 0, 'and nothing is on its way out');

  await page.keyboard.press('r');
  await page.keyboard.press('Control+Enter');
  await page.getByText('På väg ut. Kan ångras i tio sekunder.').waitFor();
  await page.getByText('På väg ut').waitFor({ state: 'detached', timeout: 30_000 });
  await said(page, ANSWER).getByText('skrivet av Fatima Berg').waitFor();

  const before = page.url();
  await page.keyboard.press('e');
  await page.waitForURL((url) => url.href !== before);
  assert.match(await title(page).innerText(), /biblioteket/, 'done leads to the next in the list');
});

test('I do the same without JavaScript', async (t) => {
  await citizens.writes(GUNNEL, 'Vem har nyckeln till bystugan? @exempelby', { minutesAgo: 500 });
  const page = await town.page(t, { javaScript: false });
  await signIn(page);
  await assert.doesNotReject(async () => {
    for (let look = 0; (await conversation(page, 'bystugan').count()) === 0; look += 1) {
      assert.ok(look < 40, 'the question reaches the inbox');
      await new Promise((later) => setTimeout(later, 250));
      await page.reload();
    }
  });
  await conversation(page, 'bystugan').click();
  assert.match(await title(page).innerText(), /bystugan/);
  await page.getByLabel('Svar', { exact: true }).fill('Nyckeln finns i kommunhuset.');
  await page.getByRole('button', { name: /^Svara/ }).click();
  await page.getByText(/Ditt svar till Gunnel Falk skickas/).waitFor();
  await page.getByRole('button', { name: /Ångra/ }).click();
  assert.equal(await page.getByLabel('Svar', { exact: true }).inputValue(), 'Nyckeln finns i kommunhuset.');
  await page.getByRole('button', { name: /^Svara/ }).click();

  await page.getByText('Intern anteckning').first().click();
  await page.getByRole('textbox', { name: 'Intern anteckning' }).fill('Kerstin i receptionen vet.');
  await page.getByRole('button', { name: /Spara anteckningen/ }).click();
  await said(page, 'Kerstin i receptionen vet.').getByText('intern anteckning').waitFor();

  await page.getByText(/^Ge till/).first().click();
  await page.getByRole('button', { name: 'Ta det själv' }).click();
  await page.getByText(/^Du har det/).first().waitFor();
  await page.getByRole('button', { name: /Klar, nästa/ }).click();
  assert.ok(!/bystugan/.test(await title(page).innerText()), 'done leads on');
  await page.getByRole('link', { name: /^Klara/ }).click();
  await conversation(page, 'Nyckeln finns').or(conversation(page, 'bystugan')).first().waitFor();
});

test('an answer that is too long is kept, with the reason at the field', async (t) => {
  const page = await town.page(t, { javaScript: false });
  await signIn(page);
  await conversations(page).first().click();
  const tooLong = 'Vi återkommer. '.repeat(60);
  await page.getByLabel('Svar', { exact: true }).fill(tooLong);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: /^Svara/ }).click(),
  ]);
  assert.equal(answer.status(), 422);
  const field = page.getByLabel('Svar', { exact: true });
  assert.equal((await field.inputValue()).trim(), tooLong.trim(), 'nothing that was written is lost');
  const [id] = (await field.getAttribute('aria-describedby')).split(' ');
  assert.match(await page.locator(`#${id}`).innerText(), /899 tecken och 500 får plats/);
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
});

test('what a citizen writes appears by itself, and what I write stays', async (t) => {
  const page = await town.page(t);
  await signIn(page);
  await conversation(page, 'Samma fråga').click();
  await page.getByRole('heading', { level: 1, name: /När öppnar simhallen/ }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('Ja, till kl. 15');
  await page.keyboard.press('ArrowLeft');
  await citizens.writes(IVAR, 'Jag undrar också.', { parent: await citizens.idOf('Simhallen är stängd') });
  await said(page, 'Jag undrar också.').waitFor();
  await page.keyboard.type('X');
  assert.equal(await page.getByLabel('Svar', { exact: true }).inputValue(), 'Ja, till kl. 1X5', 'text and caret are where they were');
  await page.getByText(/^Svar till Peder Ström/).waitFor();

  await said(page, 'Jag undrar också.').getByRole('link', { name: 'Svara på detta' }).click();
  await page.getByText(/Svar till Ivar Moen/).waitFor();
  assert.equal(await page.getByLabel('Svar', { exact: true }).inputValue(), 'Ja, till kl. 1X5', 'choosing another keeps the text');
  await page.getByText('Utkastet är sparat').waitFor();
  await page.reload();
  assert.equal(await page.getByLabel('Svar', { exact: true }).inputValue(), 'Ja, till kl. 1X5', 'the draft outlives the page');
});

test('the list does not move under someone who is in it; a button shows what is new', async (t) => {
  const page = await town.page(t);
  await signIn(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const here = await focused(page);
  await citizens.writes(IVAR, 'Brinner det vid ån? @exempelby', { minutesAgo: 700 });
  const button = page.getByRole('button', { name: /Visa \d+ ny/ });
  await button.waitFor();
  assert.equal(await focused(page), here, 'the focus is where it was');
  await button.click();
  await conversation(page, 'Brinner det').waitFor();
});

test('colleagues see each other in a conversation, and who has it', async (t) => {
  const [fatima, omar] = [await town.page(t), await town.page(t)];
  await signIn(fatima);
  await signIn(omar, 'Omar Lind');
  await citizens.writes(GUNNEL, 'Kan jag hyra gymnastiksalen? @exempelby', { minutesAgo: 800 });
  await conversation(omar, 'gymnastiksalen').click();
  await omar.getByRole('heading', { level: 1, name: /gymnastiksalen/ }).waitFor();
  await conversation(fatima, 'gymnastiksalen').click();
  await fatima.getByText('Omar Lind har också samtalet öppet.').first().waitFor();
  await fatima.keyboard.press('a');
  await fatima.keyboard.press('Enter');
  await fatima.getByText(/^Du har det/).first().waitFor();
  await omar.getByText(/^Fatima Berg har det/).first().waitFor();
});

test('everything said is found by search, in any form of the word', async (t) => {
  const page = await town.page(t);
  await signIn(page);
  await page.keyboard.press('/');
  await page.keyboard.type('simhall');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /Sökning: simhall/ }).waitFor();
  assert.match(await page.getByRole('heading', { name: /Sökning/ }).innerText(), /\d+ träff/);
  await conversations(page).first().click();
  await page.waitForURL(/q=simhall/);
  await page.goto('/participate/inbox?q=finnsinteiexempelby');
  await page.getByText(/Ingen träff/).waitFor();
});

test('single keys can be switched off; then they are letters only', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Omar Lind');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Tangenter' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Mina val' }).click();
  await page.getByLabel('Inga genvägar på enstaka tangenter').check();
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.goto('/participate/inbox');
  await conversations(page).first().waitFor();
  await page.keyboard.press('?');
  await page.keyboard.press('j');
  assert.equal(await page.getByRole('dialog', { name: 'Tangenter' }).count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
});
