// The calendar: a post is dragged to another day and keeps its clock; a leaf is printed. Without this script both work by forms and menus.
const token = document.body.dataset.formToken;
const zone = document.querySelector('[data-zone]')?.dataset.zone ?? '';
const said = document.querySelector('#announce');
let held = null;

const day = (event) => event.target.closest?.('[data-day]');
const unmark = () => document.querySelectorAll('.over').forEach((one) => one.classList.remove('over'));

document.addEventListener('dragstart', (event) => {
  held = event.target.closest?.('[data-post]') ?? null;
  if (!held) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', held.dataset.post);
  held.classList.add('held');
});

document.addEventListener('dragover', (event) => {
  if (!held || !day(event)) return;
  event.preventDefault();
  unmark();
  day(event).classList.add('over');
});

document.addEventListener('dragend', () => {
  held?.classList.remove('held');
  held = null;
  unmark();
});

document.addEventListener('drop', async (event) => {
  const to = day(event);
  if (!held || !to) return;
  event.preventDefault();
  if (to.contains(held)) return;
  const body = new URLSearchParams({ 'form-token': token, day: to.dataset.day, zone, back: location.pathname + location.search });
  try {
    const answer = await fetch(`/publish/posts/${held.dataset.post}/day`, { method: 'POST', body, headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer.ok) return refused(page.querySelector('main'));
    document.querySelector('main').replaceWith(page.querySelector('main'));
    shown();
    said.textContent = document.querySelector(`[data-day="${to.dataset.day}"] time`)?.textContent ?? '';
  } catch {
    location.reload();
  }
});

// Why not, in the words of the page that would have been shown, with its way on.
function refused(main) {
  const band = document.createElement('div');
  band.className = 'banner red';
  band.setAttribute('role', 'alert');
  band.append(...[...main.querySelectorAll('p')].map((one) => document.importNode(one, true)));
  document.querySelector('#banner').append(band);
  band.scrollIntoView({ block: 'nearest' });
}

function shown() {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.onclick = () => window.print();
  }
}
shown();
