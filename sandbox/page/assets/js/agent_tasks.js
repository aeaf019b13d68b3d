// What is offered to an agent, what they have, and what they did before.
import {avatar, h} from './dom.js';

export const is_offer = (t) => t.status === 'offered';
export const is_open = (t) => t.status === 'accepted' || t.status === 'wrapping';
export const is_past = (t) => t.status === 'completed';

const words = {accepted: 'with you', wrapping: 'wrapping up', completed: 'completed'};

/** The customer's name as the task carries it. */
export const customer_of = (t) =>
  t.attributes.customerName || t.attributes.from || t.attributes.customerAddress || 'Customer';
export const case_of = (t) => (t.attributes.caseNumber ? `Case #${t.attributes.caseNumber}` : 'Conversation');

function offer(t, act) {
  const about = t.attributes.topic || t.attributes.reason;
  return h(
    'article',
    {class: 'offer', 'data-task': t.task_sid},
    avatar(customer_of(t)),
    h(
      'div',
      {class: 'who'},
      h('h3', {}, customer_of(t), h('span', {class: 'pill new'}, 'New')),
      h('p', {}, [case_of(t), 'Discord', about].filter(Boolean).join(' · ')),
    ),
    h(
      'div',
      {class: 'row'},
      h(
        'button',
        {
          type: 'button',
          class: 'good',
          'aria-label': `Accept ${customer_of(t)}, ${case_of(t)}`,
          onclick: () => act(t, 'accept'),
        },
        'Accept',
      ),
      h(
        'button',
        {
          type: 'button',
          'aria-label': `Decline ${customer_of(t)}, ${case_of(t)}`,
          onclick: () => act(t, 'decline'),
        },
        'Decline',
      ),
    ),
  );
}

function choice(t, selected, choose) {
  return h(
    'button',
    {
      type: 'button',
      class: 'task',
      'data-task': t.task_sid,
      'aria-pressed': String(t.task_sid === selected),
      onclick: () => choose(t),
    },
    avatar(customer_of(t), 'tiny'),
    h('span', {}, customer_of(t)),
    h('small', {}, `${case_of(t)} · ${words[t.status] ?? t.status}`),
  );
}

/** The rows above the talk: offers, open tasks, earlier ones. `act(task, action)`, `choose(task)`. */
export function task_rows(tasks, selected, {act, choose}) {
  const open = tasks.filter(is_open);
  const past = tasks.filter(is_past).reverse().slice(0, 20);
  const out = tasks.filter(is_offer).map((t) => offer(t, act));
  // One open task that is shown anyway needs no list.
  if (open.length > 1 || (open.length === 1 && open[0].task_sid !== selected))
    out.push(
      h(
        'div',
        {class: 'task-list', role: 'group', 'aria-label': 'Your tasks'},
        ...open.map((t) => choice(t, selected, choose)),
      ),
    );
  if (past.length)
    out.push(
      h(
        'details',
        {class: 'earlier'},
        h('summary', {}, `Earlier (${past.length})`),
        h('div', {class: 'task-list'}, ...past.map((t) => choice(t, selected, choose))),
      ),
    );
  return out;
}
