// What the pages can do without it, a little more calmly: parts of a page are fetched again when something changed, keys are
// shortcuts, drafts are kept. Every page works without this file. Nothing here moves what a person reads or takes their focus.
const page = document.body;
const token = page.dataset.formToken;
const at = (id) => document.getElementById(id);
const main = at('main');
const announce = (words) => { const place = at('announce'); if (place && words) { place.textContent = ''; setTimeout(() => { place.textContent = words; }, 200); } };
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

// ── parts of a page, fetched again ──

/** Whether someone writes: then whom they answer stays as it is. */
function composing() {
  const compose = at('compose');
  const fields = [...(compose?.querySelectorAll('textarea') ?? [])];
  return fields.some((field) => field.value.trim() !== '') || fields.includes(document.activeElement);
}

/** The address that shows this page; a refused form stands under another. */
function here() {
  const address = new URL(main?.dataset.address ?? location.href, location.href);
  const answers = at('reply-form')?.elements.answers.value;
  if (answers && composing()) address.searchParams.set('answer', answers);
  return address.href;
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { accept: 'text/html' } });
  // Signed out meanwhile: the next click leads to the sign-in; what is written here must not be lost.
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** Makes `now` hold what `next` holds, leaving everything that did not change where it is: focus, caret, scroll, open details. */
function renew(now, next) {
  if (!now || !next) return;
  const known = new Map([...now.children].filter((child) => child.id).map((child) => [child.id, child]));
  const focused = document.activeElement;
  const wanted = [...next.children].map((child) => {
    const old = known.get(child.id);
    if (!old) return child;
    const [were, are] = [old.querySelectorAll('details'), child.querySelectorAll('details')];
    are.forEach((details, n) => { details.open = were[n]?.open ?? false; });
    return old.isEqualNode(child) ? old : child;
  });
  const back = now.contains(focused) ? focused.closest('[id]') : null;
  for (const child of [...now.children]) if (!wanted.includes(child)) child.remove();
  let place = now.firstElementChild;
  for (const child of wanted) {
    if (child === place) place = place.nextElementSibling;
    else now.insertBefore(child, place);
  }
  // Its words changed while it had focus: the new one gets it back, without scrolling.
  if (back && !back.isConnected) {
    const again = at(back.id);
    (focused.id ? again : again?.querySelector('a, button, summary'))?.focus({ preventScroll: true });
  }
}

/** Replaces a part that holds no field, unless it is the same. */
function replace(id, next) {
  const [now, other] = [at(id), next.getElementById(id)];
  if (!now || !other || now.isEqualNode(other) || now.contains(document.activeElement)) return;
  now.replaceWith(document.adoptNode(other));
}

let waiting = null;
async function refresh({ list = 'calmly' } = {}) {
  if (page.dataset.room !== 'participate') return refreshFrame();
  const next = await fetched(here());
  if (!next) return;
  renewThread(next);
  renewList(next, list);
  for (const id of ['banner', 'context', 'bar']) replace(id, next);
  renewUndo(next);
  renewSide(next);
  renewComposer(next);
}

async function refreshFrame() {
  const next = await fetched(location.href);
  if (!next) return;
  replace('banner', next);
  renewSide(next);
}

function renewSide(next) {
  const [now, other] = [document.querySelectorAll('nav.side .menu ul'), next.querySelectorAll('nav.side .menu ul')];
  if (now.length !== other.length) return;
  now.forEach((list, n) => {
    if (list.contains(document.activeElement) || list.querySelector('form') || list.isEqualNode(other[n])) return;
    list.replaceChildren(...other[n].children);
  });
}

function renewThread(next) {
  const [now, other] = [at('thread'), next.getElementById('thread')];
  if (!now || !other) return;
  const before = new Set([...now.querySelectorAll('.msg:not(.ours)')].map((message) => message.id));
  const atEnd = now.scrollHeight - now.scrollTop - now.clientHeight < 40;
  renew(now, other);
  const fresh = [...now.querySelectorAll('.msg:not(.ours)')].filter((message) => !before.has(message.id));
  if (fresh.length === 0) return;
  announce(fresh.length === 1 ? now.dataset.one : filled(now.dataset.many, { n: fresh.length }));
  if (atEnd) now.scrollTop = now.scrollHeight;
}

/** The list changes in place when nobody is in it and it lies as it did; otherwise a button offers to show what is new. */
function renewList(next, list) {
  const [now, other] = [at('items'), next.getElementById('items')];
  const ids = (items) => [...(items?.children ?? [])].map((item) => item.id);
  const [had, has] = [ids(now), ids(other)];
  const button = document.querySelector('#list-news button');
  const sameOrder = had.length === has.length && had.every((id, n) => id === has[n]);
  const pane = document.querySelector('.app > .list');
  const disturbs = pane.contains(document.activeElement) || pane.matches(':hover') || pane.scrollTop > 8 || (pane.clientHeight === pane.scrollHeight && scrollY > 8);
  if (now && other && (sameOrder || list === 'now' || !disturbs)) {
    renew(now, other);
    document.querySelector('#list-news').hidden = true;
    const [heading, count] = [pane.querySelector('header small'), next.querySelector('.app > .list header small')];
    if (heading && count && heading.textContent !== count.textContent) heading.textContent = count.textContent;
  } else if (!now !== !other && (!disturbs || list === 'now')) {
    at('list').replaceChildren(...next.getElementById('list').childNodes);
  } else if (button) {
    const n = has.filter((id) => !had.includes(id)).length;
    const words = n === 0 ? button.dataset.changed : n === 1 ? button.dataset.one : filled(button.dataset.many, { n });
    if (button.textContent !== words) { button.textContent = words; announce(words); }
    document.querySelector('#list-news').hidden = false;
  }
}

/** Only while nothing is written: whom one answers and what fits may have changed. */
function renewComposer(next) {
  const compose = at('compose');
  if (!compose || composing() || compose.contains(document.activeElement)) return;
  const other = next.getElementById('compose');
  if (other && compose.innerHTML !== other.innerHTML) { compose.replaceWith(document.adoptNode(other)); writing(); }
}

/** Several changes in a moment are one look at the page. */
function soon() {
  waiting ??= setTimeout(async () => {
    waiting = null;
    if (document.visibilityState === 'visible') await refresh().catch(() => {});
  }, 1500);
}

// ── news from the desk: one open stream, only while someone looks ──

let events = null;
function listen() {
  if (events || document.visibilityState !== 'visible') return;
  events = new EventSource('/events');
  for (const name of ['conversation', 'desk', 'all']) events.addEventListener(name, soon);
}
function rest() {
  events?.close();
  events = null;
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') { listen(); soon(); beat(); } else rest();
});
addEventListener('pagehide', rest);
addEventListener('pageshow', (shown) => { listen(); if (shown.persisted) { document.querySelectorAll('form[data-sent]').forEach((form) => form.removeAttribute('data-sent')); soon(); } });
// Clocks run also when nothing happens.
setInterval(() => { if (at('list')) soon(); }, 60_000);

async function post(address, values = {}, more = {}) {
  return fetch(address, { method: 'POST', body: new URLSearchParams({ 'form-token': token, ...values }), headers: { accept: 'text/html' }, ...more });
}

async function beat() {
  const address = main?.dataset.presence;
  if (!address || document.visibilityState !== 'visible') return;
  const answer = await post(address).catch(() => null);
  if (!answer?.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('presence');
  const now = at('presence');
  if (!now || !next || now.isEqualNode(next)) return;
  announce(next.textContent);
  now.replaceWith(document.adoptNode(next));
}
setInterval(beat, 15_000);

// ── writing: what fits, drafts ──

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const count = (text) => { let n = 0; for (const _ of letters.segment(text)) n += 1; return n; };

/** As long as the network counts it, as far as a page can know; the desk asks the network when it is sent. */
function length(field) {
  const [base, perUrl] = [Number(field.dataset.base ?? 0), Number(field.dataset.perUrl ?? 0)];
  let text = field.value.trim();
  let urls = 0;
  if (perUrl > 0) text = text.replace(/\bhttps?:\/\/[^\s]+/g, () => { urls += 1; return ''; });
  return base + count(text) + urls * perUrl;
}

let pending = null;
let saving = null;
function writing() {
  const field = at('reply');
  const form = at('reply-form');
  if (!field || !form) return;
  field.addEventListener('input', () => {
    measure(field);
    clearTimeout(pending);
    at('draft-state').textContent = '';
    pending = setTimeout(() => keep(form, field), 2000);
    clearTimeout(looking);
    looking = setTimeout(() => screened(form, field), 600);
  });
}

/** What the gate sees is told anew; a reason that is being written stays as it is. */
let looking = null;
async function screened(form, field) {
  const asked = field.value;
  const answer = await post(form.dataset.screening, { text: asked }).catch(() => null);
  if (!answer?.ok || field.value !== asked) return;
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [list, newList, why, newWhy] = [at('gate-list'), next.getElementById('gate-list'), at('gate-why'), next.getElementById('gate-why')];
  if (!list || !newList) return;
  if (!list.isEqualNode(newList)) list.replaceChildren(...newList.childNodes);
  if (!why && newWhy) at('gate').append(newWhy);
  if (why && !newWhy && document.activeElement?.id !== 'because') why.remove();
}

function measure(field) {
  const [place, limit] = [at('reply-count'), Number(field.dataset.limit ?? 0)];
  if (!place || !limit) return;
  const used = length(field);
  const over = used > limit;
  place.textContent = over ? filled(place.dataset.over, { n: used - limit }) : filled(place.dataset.say, { used, limit });
  if (over && !place.classList.contains('over')) announce(place.textContent);
  place.classList.toggle('over', over);
}

async function keep(form, field, more = {}) {
  pending = null;
  saving?.abort();
  saving = new AbortController();
  const state = at('draft-state');
  try {
    const answer = await post(form.dataset.draft, { text: field.value }, { redirect: 'manual', signal: saving.signal, ...more });
    const kept = answer.type === 'opaqueredirect' || answer.ok;
    if (state) state.textContent = kept ? (field.value.trim() ? state.dataset.saved : '') : state.dataset.unsaved;
  } catch (fault) {
    if (fault.name !== 'AbortError' && state) state.textContent = state.dataset.unsaved;
  }
}
addEventListener('pagehide', () => {
  const [form, field] = [at('reply-form'), at('reply')];
  if (pending && form && field && !form.dataset.sent) { clearTimeout(pending); keep(form, field, { keepalive: true, signal: undefined }); }
});
writing();

document.addEventListener('submit', (submitted) => {
  const form = submitted.target;
  if (form.method !== 'post') return;
  // A second click is not a second answer.
  if (form.dataset.sent) { submitted.preventDefault(); return; }
  form.dataset.sent = 'yes';
  clearTimeout(pending);
  pending = null;
  saving?.abort();
});

// "Answer this" changes whom the text goes to and keeps the text.
document.addEventListener('click', async (clicked) => {
  const link = clicked.target.closest('a[data-answer]');
  const field = at('reply');
  if (!link || !field || clicked.ctrlKey || clicked.metaKey || clicked.shiftKey) return;
  clicked.preventDefault();
  const next = await fetched(link.href).catch(() => null);
  if (!next) { location.href = link.href; return; }
  history.replaceState(null, '', link.href);
  renew(at('thread'), next.getElementById('thread'));
  replace('reply-to', next);
  at('reply-form').elements.answers.value = next.getElementById('reply-form').elements.answers.value;
  choose('reply');
});

// ── undo: the seconds that are left, told once and shown ──

let ticking = null;
function tick() {
  clearInterval(ticking);
  const when = at('undo-when');
  if (!when) return;
  const ends = performance.now() + Number(when.dataset.left);
  const show = () => {
    const left = Math.ceil((ends - performance.now()) / 1000);
    when.textContent = left > 0 ? filled(when.dataset.say, { n: left }) : when.dataset.gone;
    if (left > 0) return;
    clearInterval(ticking);
    const bar = at('undo');
    if (bar.contains(document.activeElement)) (at('thread') ?? main).focus({ preventScroll: true });
    bar.replaceChildren();
    soon();
  };
  show();
  ticking = setInterval(show, 1000);
  announce(at('undo').querySelector('p').textContent);
}
function renewUndo(next) {
  const [now, other] = [at('undo-form'), next.getElementById('undo-form')];
  if (now?.action === other?.action || at('undo')?.contains(document.activeElement)) return;
  at('undo')?.replaceWith(document.adoptNode(next.getElementById('undo')));
  tick();
}
tick();

// ── keys ──

/** Shows one of the two forms and goes to its field. */
function choose(which) {
  const radio = at(`compose-${which}`);
  if (!radio) return;
  radio.checked = true;
  const field = at(which);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

/** Moves in the list from where the focus is, else from the conversation that is open. */
function move(step) {
  const links = [...document.querySelectorAll('#items a.item')];
  if (links.length === 0 || links[0].offsetParent === null) return;
  const focused = links.indexOf(document.activeElement);
  const open = links.findIndex((link) => link.hasAttribute('aria-current'));
  const from = focused >= 0 ? focused : open;
  const to = from < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(from + step, 0), links.length - 1);
  links[to].focus();
  links[to].scrollIntoView({ block: 'nearest' });
}

function assign() {
  const details = at('assign');
  if (!details) return;
  details.open = true;
  details.querySelector('form button, form select').focus();
}

const KEYS = {
  '?': () => at('keys')?.showModal(),
  '/': () => { at('search')?.focus(); at('search')?.select(); },
  j: () => move(1),
  k: () => move(-1),
  r: () => choose('reply'),
  n: () => choose('note'),
  s: () => { if (at('secure')) { choose('reply'); at('secure').click(); } },
  a: assign,
  e: () => at('turn-done')?.requestSubmit(at('turn-done').querySelector('button')),
  u: () => at('undo-form')?.requestSubmit(),
};

document.addEventListener('keydown', (pressed) => {
  const field = pressed.target.closest?.('input:not([type=radio], [type=checkbox]), textarea, select');
  if (pressed.key === 'Enter' && (pressed.ctrlKey || pressed.metaKey) && field?.form && field.matches('textarea')) {
    pressed.preventDefault();
    field.form.requestSubmit(field.form.querySelector('button:not([formaction])'));
    return;
  }
  if (pressed.key === 'Escape') {
    const menu = pressed.target.closest?.('details.menu-button[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); } else if (field?.matches('textarea')) (at('thread') ?? main).focus({ preventScroll: true });
    return;
  }
  if (page.dataset.singleKeys !== 'on' || field || pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat && !'jk'.includes(pressed.key)) return;
  if (document.querySelector('dialog[open]')) return;
  const act = KEYS[pressed.key];
  if (!act) return;
  pressed.preventDefault();
  act();
});

document.addEventListener('click', (clicked) => {
  for (const menu of document.querySelectorAll('details.menu-button[open]')) if (!menu.contains(clicked.target)) menu.open = false;
  if (clicked.target.closest('#list-news button')) refresh({ list: 'now' }).then(() => at('items')?.focus({ preventScroll: true })).catch(() => {});
});

// ── what is revealed is hidden again when its time has run out ──

let hiding = null;
function hideInTime() {
  clearTimeout(hiding);
  const times = [...document.querySelectorAll('[data-until]')].map((shown) => Date.parse(shown.dataset.until) - Date.now());
  if (times.length) hiding = setTimeout(() => refresh().then(hideInTime, hideInTime), Math.max(5000, Math.min(...times) + 1000));
}
hideInTime();

// ── a page that has just come: the latest is in sight, the open conversation too ──

const thread = at('thread');
const asked = new URLSearchParams(location.search);
if (thread && !asked.has('earlier') && !asked.has('answer')) {
  thread.scrollTop = thread.scrollHeight;
  // With little room the whole conversation scrolls, not the thread; on a phone one begins at the top.
  if (matchMedia('(min-width: 900px)').matches) thread.lastElementChild?.scrollIntoView({ block: 'nearest' });
}
document.querySelector('.item[aria-current]')?.scrollIntoView({ block: 'nearest' });
if (at('reply')) measure(at('reply'));
listen();

// ── words to copy ──

for (const field of document.querySelectorAll('[data-copy]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn';
  button.textContent = field.dataset.copy;
  button.addEventListener('click', async () => {
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand('copy'); }
    announce(page.dataset.copied);
    button.textContent = page.dataset.copied ?? field.dataset.copy;
  });
  field.insertAdjacentElement('afterend', button);
}
