// What a story file begins with: one demo town and one browser for all its stories, fresh pages for each.
//
//   const town = openTown();
//   test('Åse finds the question', async (t) => { const page = await town.page(t, { size: 'phone' }); … });
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { openBrowser, openContext, watch } from './browser.mjs';
import { startTorg } from './torg.mjs';

/**
 * Starts the town before the file's first story and stops it after the last.
 *
 * @param {Parameters<typeof startTorg>[0]} [wishes] for the start of `torg demo`
 */
export function openTown(wishes) {
  let torg;
  let browser;
  before(async () => {
    torg = await startTorg(wishes);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await torg?.stop();
  });

  return {
    /** `http://127.0.0.1:PORT` of the running town. */
    get url() {
      return torg.url;
    },
    /** The running program: `data`, `pid`, `output()`. */
    get torg() {
      return torg;
    },
    /**
     * A page in a browser of its own. Closed after the story; the story fails when the watch saw a fault behind the page.
     * Addresses are named as people read them: `page.goto('/participate')`.
     *
     * @param {import('node:test').TestContext} t the story
     * @param {Parameters<typeof openContext>[1]} [form] size, colour scheme, JavaScript, language
     * @returns {Promise<import('playwright-core').Page>}
     */
    async page(t, form) {
      const context = await openContext(browser, torg.url, form);
      const faults = watch(context, torg.url);
      t.after(async () => {
        await context.close();
        assert.deepEqual(faults, [], 'something broke behind the page');
      });
      return context.newPage();
    },
  };
}
