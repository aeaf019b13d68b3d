// The page's head: is everything connected, which theme, and on a phone which pane.
import {discord} from './api.js';
import {by_id, icon} from './dom.js';
import {remembered} from './people.js';
import {refresher} from './refresh.js';

const says = {
  connected: 'Node connected',
  waiting: 'Waiting for the node',
  lost: 'Sandbox not reachable',
};

function show_status(state) {
  by_id('status').dataset.state = state;
  const text = by_id('status-text');
  if (text.textContent !== says[state]) text.textContent = says[state];
}

/** Looks whether a node holds a gateway session. */
export const refresh_status = refresher(async () => {
  const gateway = await discord.gateway().catch(() => null);
  show_status(!gateway ? 'lost' : gateway.sessions.some((s) => s.connected) ? 'connected' : 'waiting');
});

export const show_lost = () => show_status('lost');

export function prepare_theme() {
  const root = document.documentElement;
  const button = by_id('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const is_dark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const show = () => {
    button.replaceChildren(icon(is_dark() ? 'sun' : 'moon'));
    button.setAttribute('aria-label', `Switch to the ${is_dark() ? 'light' : 'dark'} theme`);
  };
  const kept = remembered.get('theme');
  if (kept) root.dataset.theme = kept;
  button.addEventListener('click', () => {
    root.dataset.theme = is_dark() ? 'light' : 'dark';
    remembered.set('theme', root.dataset.theme);
    show();
  });
  system.addEventListener('change', show);
  show();
}

/** The two panes as tabs on a narrow screen, with counts: what came while the other pane was shown, and the offers. */
export function prepare_panes() {
  const buttons = {member: by_id('show-member'), agent: by_id('show-agent')};
  let unread = 0;
  const count = (pane, n) => {
    const badge = buttons[pane].querySelector('.count');
    badge.hidden = n === 0;
    badge.textContent = n ? String(n) : '';
  };
  const show = (pane) => {
    document.body.dataset.pane = pane;
    remembered.set('pane', pane);
    for (const [name, button] of Object.entries(buttons))
      button.setAttribute('aria-pressed', String(name === pane));
    if (pane === 'member') count('member', (unread = 0));
  };
  for (const [name, button] of Object.entries(buttons)) button.addEventListener('click', () => show(name));
  show(remembered.get('pane') === 'agent' ? 'agent' : 'member');
  return {
    offers: (n) => count('agent', n),
    bot_wrote: () => count('member', (unread = document.body.dataset.pane === 'member' ? 0 : unread + 1)),
  };
}
