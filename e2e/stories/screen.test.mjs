// What is hidden and to whom it is shown, the secure channel by one key, and the last check in every part of a post.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAxe, checkReflow } from '../lib/axe.mjs';
import { screenshot } from '../lib/browser.mjs';
import { conversation, said, signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();
const NUMBER = '19121212-1212';

test('what is hidden is shown to the one who says why, without script too', async (t) => {
  for (const javaScript of [true, false]) {
    const page = await town.page(t, { javaScript });
    await signIn(page, javaScript ? 'Fatima Berg' : 'Omar Lind');
    await conversation(page, 'Samma fråga').click();
    const message = said(page, 'Min dotter');
    await message.getByText('Visa det dolda').click();
    if (javaScript) await checkAxe(page);
    await message.getByLabel('Varför behöver du se det?').fill('Behövs för att hitta ansökan.');
    await message.getByRole('button', { name: 'Visa för mig' }).click();
    await message.getByText(/Det dolda visas för dig till .*\(Stockholm\)/).waitFor();
    assert.ok((await message.innerText()).includes(NUMBER));
    if (javaScript) { await checkAxe(page); await screenshot(page, 'revealed'); }
    await page.goto('/participate/inbox');
    assert.ok(!(await page.content()).includes('1212-1212'), 'lists hide it all the same');
  }
});

test('the words on the secure channel are set by the unit and said by one key', async (t) => {
  const boss = await town.page(t);
  await signIn(boss, 'Astrid Holm');
  await boss.goto('/listen/secure-texts');
  await checkAxe(boss);
  await boss.getByText('Ändra orden: Exempelby kommun').click();
  const card = boss.getByRole('region', { name: 'Exempelby kommun', exact: true });
  await card.getByLabel('Vart ska de vända sig?').fill('https://exempelby.example/minasidor');
  await card.getByRole('button', { name: /^Spara som ny version/ }).click();
  await card.getByText('Så här svarar enheten:').waitFor();
  await checkAxe(boss);

  const page = await town.page(t);
  await signIn(page);
  await conversation(page, 'Samma fråga').click();
  await page.locator('#thread').focus();
  await page.keyboard.press('s');
  const field = page.getByLabel('Svar', { exact: true });
  await page.waitForFunction(() => document.getElementById('reply')?.value.includes('minasidor'));
  assert.match(await field.inputValue(), /säkra kanal i stället, så hjälper vi dig: https:\/\/exempelby\.example\/minasidor/);
  await page.locator('#thread').focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Orden om den säkra kanalen i svaret').waitFor();
});

test('the last check names the part, while one writes', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Omar Lind');
  await page.goto('/publish/posts/new');
  await page.getByLabel(/^Exempelby kommun/).check();
  await page.getByLabel('Text', { exact: true }).fill('Information avseende isbanan.');
  await page.getByLabel('Var står informationen för gott?').fill('https://exempelby.example/isbanan');
  await page.getByRole('button', { name: 'Spara utkast' }).click();
  await page.waitForURL(/\/edit$/);
  await page.getByText('skriv hellre ”om”').waitFor();
  await page.getByText('Omröstning', { exact: false }).first().click();
  await page.getByLabel(/Svarsalternativ|Alternativ/).first().fill(`Ja\nNej, säger ${NUMBER}`);
  await page.getByText('I svarsalternativ 2:').waitFor();
  await checkAxe(page);
  await page.getByRole('button', { name: /^Lämna|^Publicera/ }).click();
  await page.getByRole('alert').getByText('Det står i svarsalternativ 2.').waitFor();
});

for (const size of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    test(`the pages of the screen are for everyone, ${size}, ${scheme}`, async (t) => {
      const page = await town.page(t, { size, scheme });
      await signIn(page, 'Astrid Holm');
      for (const address of ['/listen/rules', '/listen/secure-texts']) {
        await page.goto(address);
        await checkAxe(page);
        await checkReflow(page);
        await screenshot(page, `${address.split('/').pop()}-${size}-${scheme}`);
      }
      await page.goto('/participate/inbox');
      await conversation(page, 'Samma fråga').click();
      await page.getByText('Visa det dolda').first().click();
      await checkAxe(page);
      await checkReflow(page);
      await screenshot(page, `hidden-${size}-${scheme}`);
    });
  }
}
