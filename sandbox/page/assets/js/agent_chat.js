// The talk that an agent has open: its messages, and what the agent can do with it.
import {flex} from './api.js';
import {avatar, h, time_of} from './dom.js';
import {edit_buttons} from './editing.js';
import {shown_files} from './files.js';
import {markdown} from './markdown.js';
import {menu} from './member_settings.js';
import {case_of, customer_of} from './agent_tasks.js';

/** Who a message's author is: {name, kind}; kind is me, agent, customer, bot or system. */
export function who_wrote(identity, {me, agents, task, members}) {
  if (identity === me.identity) return {name: me.full_name, kind: 'me'};
  const agent = agents.find((a) => a.identity === identity);
  if (agent) return {name: agent.full_name, kind: 'agent'};
  if (identity === 'flexcord-bot') return {name: 'Bot', kind: 'bot'};
  if (identity === 'system') return {name: 'System', kind: 'system'};
  if (task && identity === task.attributes.customerAddress)
    return {name: customer_of(task), kind: 'customer'};
  return {name: members.get(identity.replace(/^discord-/, '')) ?? identity, kind: 'customer'};
}

/** One message. `place` is {me, agents, task, members, conversation, done, back}. */
export function talk_row(m, joined, place) {
  const {name, kind} = who_wrote(m.author, place);
  const edited = m.date_updated && m.date_updated !== m.date_created;
  const body = h(
    'div',
    {class: 'text'},
    ...markdown(m.body ?? ''),
    edited ? h('small', {class: 'edited'}, '(edited)') : null,
  );
  const mine = kind === 'me' && place.task?.status === 'accepted';
  return h(
    'li',
    {class: `bubble from-${kind} ${joined ? 'joined' : ''}`, 'data-id': m.sid, 'data-author': kind},
    joined ? h('span', {class: 'side'}) : avatar(name, kind === 'bot' ? 'is-bot' : ''),
    h(
      'div',
      {class: 'content'},
      h(
        'p',
        {class: joined ? 'away' : 'by'},
        h('b', {}, name),
        kind === 'bot' ? h('span', {class: 'tag'}, 'BOT') : null,
        time_of(m.date_created),
      ),
      m.body ? body : null,
      shown_files(m.media),
    ),
    mine && m.body
      ? edit_buttons({
          text: m.body,
          body,
          back: place.back,
          files: (m.media ?? []).length > 0,
          save: (text) => flex.edit(place.me.id, place.conversation, m.sid, text),
          remove: () => flex.remove(place.me.id, place.conversation, m.sid),
          done: place.done,
        })
      : null,
  );
}

function button(label, title, onclick, look = '') {
  return h('button', {type: 'button', class: `small ${look}`, title, onclick}, label);
}

/** The talk's head: what it is, and the agent's actions. `act(task, action, body)`. */
export function talk_head(task, me, agents, act) {
  const title = h(
    'div',
    {class: 'who'},
    h('h3', {}, customer_of(task)),
    h('p', {}, `${case_of(task)} · Discord`),
  );
  const complete = button(
    'Complete',
    'End the conversation; the member is back with the bot',
    () => act(task, 'complete'),
    'primary',
  );
  if (task.status === 'wrapping') return [title, h('span', {class: 'pill'}, 'Wrapping up'), complete];
  if (task.status !== 'accepted') return [title, h('span', {class: 'pill'}, task.status)];
  const colleagues = agents.filter((a) => a.id !== me.id);
  const transfer = menu(
    h('summary', {class: 'button small'}, 'Transfer'),
    [
      h('h3', {}, 'Transfer to'),
      ...colleagues.map((a) =>
        h(
          'button',
          {type: 'button', class: 'choice', onclick: () => act(task, 'transfer', {to: a.id})},
          avatar(a.full_name, 'tiny'),
          a.full_name,
        ),
      ),
      h(
        'button',
        {type: 'button', class: 'choice', onclick: () => act(task, 'transfer', {})},
        'Back to the queue',
      ),
    ],
    {class: 'menu transfer'},
  );
  return [
    title,
    transfer,
    button('Park', 'Put it aside: the next message of the member brings it back', () => act(task, 'park')),
    button('Leave', 'Leave the conversation', () => act(task, 'leave')),
    complete,
  ];
}
