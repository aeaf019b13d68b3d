// Buttons and menus under a Discord message.
import {discord} from './api.js';
import {by_id, h} from './dom.js';
import {attempt, notice} from './notices.js';

const looks = {1: 'primary', 2: '', 3: 'good', 4: 'bad'};
const action_row = 1,
  button_type = 2,
  select_type = 3,
  link_style = 5;
const own_link = /^https:\/\/discord\.com\/channels\//;

/** Interactions that the application has not answered yet, with the button that is waiting. */
const waiting = new Map();

function settle(id, state) {
  const button = waiting.get(id);
  if (!button || state === 'waiting') return;
  waiting.delete(id);
  button.removeAttribute('aria-busy');
  if (state === 'expired') notice('This interaction failed: the bot did not answer in time.');
}

/** To be told every discord.interaction event. */
export const interaction_changed = (data) => settle(data.interaction_id, data.state);

async function press(button, user, message, custom_id, values) {
  if (button.getAttribute('aria-busy')) return;
  button.setAttribute('aria-busy', 'true');
  const started = await attempt(() =>
    discord.click(user, {message_id: message, custom_id, ...(values ? {values} : {})}),
  );
  if (!started) {
    button.removeAttribute('aria-busy');
    return;
  }
  // What comes back may be a form, or for this member's eyes only.
  document.dispatchEvent(
    new CustomEvent('sandbox-interaction', {detail: {user, id: started.interaction_id}}),
  );
  waiting.set(started.interaction_id, button);
  // The event may have come before the answer to the click.
  const now = await discord.interaction(started.interaction_id).catch(() => null);
  if (now) settle(started.interaction_id, now.state);
}

function one(component, user, message) {
  const disabled = component.disabled === true;
  // A link into Discord leads to what this page shows as Discord.
  if (component.type === button_type && component.style === link_style && own_link.test(component.url))
    return h(
      'button',
      {type: 'button', onclick: () => by_id('member-text').focus()},
      component.label ?? 'Open',
    );
  if (component.type === button_type && component.style === link_style)
    return /^https?:/.test(component.url)
      ? h(
          'a',
          {class: 'button', href: component.url, target: '_blank', rel: 'noopener noreferrer'},
          component.label ?? component.url,
        )
      : h('button', {type: 'button', disabled: true, title: component.url}, component.label ?? component.url);
  if (component.type === button_type) {
    const label = [component.emoji?.name, component.label].filter(Boolean).join(' ');
    const button = h(
      'button',
      {
        type: 'button',
        class: looks[component.style] ?? '',
        disabled,
        onclick: () => press(button, user, message, component.custom_id),
      },
      label || 'Button',
    );
    return button;
  }
  if (component.type === select_type) {
    const select = h(
      'select',
      {
        disabled,
        'aria-label': component.placeholder ?? 'Choose',
        onchange: () => press(select, user, message, component.custom_id, [select.value]),
      },
      h('option', {value: '', disabled: true, selected: true}, component.placeholder ?? 'Choose…'),
      ...(component.options ?? []).map((o) => h('option', {value: o.value}, o.label)),
    );
    return select;
  }
  return null;
}

/** A message's components as the user sees them; null when there are none. */
export function shown_components(message, user) {
  const rows = (message.components ?? []).filter((r) => r.type === action_row);
  if (!rows.length) return null;
  return h(
    'div',
    {class: 'components'},
    ...rows.map((r) => h('div', {class: 'row'}, ...r.components.map((c) => one(c, user, message.id)))),
  );
}
