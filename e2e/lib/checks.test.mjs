// The checks are checked: a page with a known fault must be found out, or a green run would mean nothing.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { checkAxe, checkReflow } from './axe.mjs';
import { openBrowser, openContext, watch } from './browser.mjs';
import { tabTo } from './keyboard.mjs';

/** As strict as Torg's own pages are meant to be. */
const POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'";
const ORIGIN = 'http://127.0.0.1:9';

let browser;
before(async () => (browser = await openBrowser()));
after(() => browser?.close());

async function pageWith(t, body, form) {
  const context = await openContext(browser, ORIGIN, form);
  t.after(() => context.close());
  const page = await context.newPage();
  await page.setContent(`<!doctype html><html lang="sv"><title>Prov</title><main><h1>Prov</h1>${body}</main>`);
  return page;
}

test('a sound page passes', async (t) => {
  const page = await pageWith(t, '<p>När öppnar simhallen?</p><button>Svara</button>');
  await checkAxe(page);
  await checkReflow(page);
  await tabTo(page, page.getByRole('button', { name: 'Svara' }));
});

test('pale text is found, and named', async (t) => {
  const page = await pageWith(t, '<p class="blek" style="color:#ccc;background:#fff">Försenad</p>');
  await assert.rejects(checkAxe(page), /color-contrast \(serious\)[^]*Försenad/);
});

test('a field without a label is found', async (t) => {
  const page = await pageWith(t, '<input type="text">');
  await assert.rejects(checkAxe(page), /label \(critical\)/);
});

test('a target too small for a thumb is found (WCAG 2.2)', async (t) => {
  const tiny = '<button style="all:unset;display:inline-block;width:9px;height:9px;font-size:8px">×</button>';
  const page = await pageWith(t, `<div style="line-height:9px">${tiny.repeat(3)}</div>`);
  await assert.rejects(checkAxe(page), /target-size/);
});

test('what sticks out sideways on a phone is found', async (t) => {
  const page = await pageWith(t, '<table style="width:500px"><tr><td>Inkorg</td></tr></table>', { size: 'phone' });
  await assert.rejects(checkReflow(page), /scrolls sideways at 320/);
});

test('invisible focus is found', async (t) => {
  const page = await pageWith(t, '<button style="outline:none">Svara</button>');
  await assert.rejects(tabTo(page, page.getByRole('button')), /cannot be seen/);
});

test('a button the keyboard cannot reach is found', async (t) => {
  const page = await pageWith(t, '<button tabindex="-1">Svara</button><button>Klar</button>');
  await assert.rejects(tabTo(page, page.getByRole('button', { name: 'Svara' })), /did not reach/);
});

test('the watch sees failing answers, other hosts and what the content policy stops', async (t) => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/sjuk' ? 500 : 200;
    response.setHeader('content-security-policy', request.url === '/sjuk' ? POLICY : `${POLICY}; img-src *`);
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Prov</title><img src="http://bild.example/a.png" alt=""><script>document.title = "fel"</script>');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const context = await openContext(browser, origin);
  t.after(async () => {
    await context.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const faults = watch(context, origin);
  const page = await context.newPage();
  await page.goto('/');
  await page.goto('/sjuk');
  const seen = faults.join('\n');
  assert.match(seen, /asked another host: http:\/\/bild\.example/);
  assert.match(seen, /500 from GET/);
  assert.match(seen, /console: .*Content Security Policy/);
  assert.equal(await page.title(), 'Prov', 'the policy stopped the inline script');
  await assert.rejects(checkAxe(page), /html-has-lang/, 'the accessibility check works under the same policy');
});
