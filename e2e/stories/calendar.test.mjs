// The calendar: a post is found on its day, carried to another by hand and without one, days are blacked out, one's own calendar subscribes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAxe, checkReflow } from '../lib/axe.mjs';
import { screenshot } from '../lib/browser.mjs';
import { tabTo } from '../lib/keyboard.mjs';
import { signIn } from '../lib/people.mjs';
import { openTown } from '../lib/town.mjs';

const town = openTown();
const POST = 'Jultider i simhallen';

/** The day on which the post stands, from the list of what is to come. */
async function dayOf(page) {
  await page.goto('/publish/calendar?view=list');
  return page.locator('[data-day]', { has: page.getByRole('link', { name: POST }) }).getAttribute('data-day');
}
const after = (day, n) => new Date(Date.parse(`${day}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

test('a post is carried to another day and keeps its clock', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Lena Ek');
  const day = await dayOf(page);
  const clock = await page.getByRole('link', { name: POST }).locator('time').textContent();
  await page.goto(`/publish/calendar?view=week&day=${day}`);
  // A day of the same week that is not over.
  const monday = await page.locator('[data-day]').first().getAttribute('data-day');
  const sunday = after(monday, 6);
  const to = day === sunday ? after(day, -1) : sunday;
  await page.getByRole('listitem').filter({ hasText: POST }).dragTo(page.locator(`[data-day="${to}"]`));
  await page.locator(`[data-day="${to}"]`).getByRole('link', { name: POST }).waitFor();
  assert.equal(await page.locator(`[data-day="${to}"]`).getByRole('link', { name: POST }).locator('time').textContent(), clock);
  await page.reload();
  await page.locator(`[data-day="${to}"]`).getByRole('link', { name: POST }).waitFor();
  await checkAxe(page);
});

test('the same by keyboard alone', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Lena Ek');
  const day = await dayOf(page);
  const line = page.getByRole('listitem').filter({ hasText: POST });
  await tabTo(page, line.locator('summary'));
  await page.keyboard.press('Enter');
  await line.getByLabel('Ny dag; klockslaget blir detsamma').fill(after(day, 2));
  await tabTo(page, line.getByRole('button', { name: 'Flytta' }));
  await page.keyboard.press('Enter');
  await page.locator(`[data-day="${after(day, 2)}"]`).getByRole('link', { name: POST }).waitFor();
});

test('a blacked out day refuses, and says why', async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Lena Ek');
  const day = await dayOf(page);
  const silent = after(day, 1);
  await page.goto('/publish/calendar/blackouts');
  await page.getByLabel(/^Från och med/).fill(silent);
  await page.getByLabel('Till och med').fill(silent);
  await page.getByLabel('Varför?').fill('Sorg i kommunen.');
  await page.getByRole('button', { name: 'Spärra', exact: true }).click();
  await page.getByText('Sorg i kommunen.').waitFor();
  await checkAxe(page);
  await checkReflow(page);
  await page.goto(`/publish/calendar?view=list&day=${day}`);
  await page.getByRole('listitem').filter({ hasText: POST }).dragTo(page.locator(`[data-day="${silent}"]`));
  await page.getByRole('alert').getByText('Sorg i kommunen.').waitFor();
  await checkAxe(page);
  await page.goto('/publish/calendar/blackouts');
  await page.getByRole('button', { name: 'Släpp dagarna' }).click();
  await page.getByText('Inga dagar är spärrade.').waitFor();
});

test("one's own calendar subscribes, and stops", async (t) => {
  const page = await town.page(t);
  await signIn(page, 'Ingrid Solberg');
  await page.goto('/publish/calendar/subscriptions');
  await page.getByLabel('Navn').fill('Telefonen');
  await page.getByRole('button', { name: 'Lag adressen' }).click();
  const address = new URL(await page.locator('code.address').textContent());
  await checkAxe(page);
  await checkReflow(page);
  const read = await page.request.get(address.pathname);
  assert.equal(read.headers()['content-type'], 'text/calendar; charset=utf-8');
  assert.match(await read.text(), /BEGIN:VEVENT/);
  await page.getByRole('button', { name: 'Avslutt Telefonen' }).click();
  await page.waitForURL(/subscriptions$/);
  assert.equal((await page.request.get(address.pathname)).status(), 404);
});

test('a post is said again by its rule, and stops', async (t) => {
  const page = await town.page(t, { javaScript: false });
  await signIn(page, 'Ingrid Solberg');
  const day = await dayOf(page);
  await page.goto(`/publish/calendar?view=day&day=${day}`);
  await page.getByRole('link', { name: POST }).click();
  await page.locator('summary', { hasText: 'Si det igjen' }).click();
  await page.getByLabel('Hver … (antall)').fill('2');
  await page.getByLabel('Til og med').fill(after(day, 60));
  await page.getByRole('button', { name: 'Si det igjen' }).click();
  await page.getByText('Hver 2. uke').waitFor();
  await page.goto('/publish/series');
  await page.getByRole('link', { name: POST }).waitFor();
  await page.getByRole('button', { name: 'Ikke si det igjen' }).click();
  await page.getByText('Ingen innlegg gjentas.').waitFor();
});

for (const size of ['desk', 'phone']) {
  for (const scheme of ['light', 'dark']) {
    test(`the calendar is for everyone, ${size}, ${scheme}`, async (t) => {
      const page = await town.page(t, { size, scheme });
      await signIn(page, 'Lena Ek');
      const day = await dayOf(page);
      for (const address of ['/publish/series', '/publish/feeds', '/publish/calendar/blackouts', '/publish/calendar/subscriptions']) {
        await page.goto(address);
        await checkAxe(page);
        await checkReflow(page);
      }
      for (const view of ['month', 'week', 'day', 'list']) {
        await page.goto(`/publish/calendar?view=${view}&day=${day}`);
        await page.getByRole('link', { name: POST }).waitFor();
        await checkAxe(page);
        await checkReflow(page);
        if (size === 'phone' && view === 'month') await screenshot(page, `calendar-phone-${scheme}`, { fullPage: true });
        if (size === 'desk' && view === 'month') await screenshot(page, `calendar-${scheme}`);
        if (size === 'desk' && view === 'week' && scheme === 'light') await screenshot(page, 'calendar-week-light');
      }
    });
  }
}
