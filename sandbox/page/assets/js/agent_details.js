// The panel beside the talk: who the customer is and which case this is.
import {h} from './dom.js';
import {case_of, customer_of} from './agent_tasks.js';

const languages = {en: 'English', fr: 'French'};

function language(task) {
  const locale = task.attributes.conversations?.language ?? '';
  return languages[locale.slice(0, 2)] ?? locale;
}

const without_prefix = (identity) => (identity ?? '').replace(/^discord-/, '');

/** The panel's content for a task. */
export function task_details(task) {
  const a = task.attributes;
  const rows = [
    ['Customer', customer_of(task)],
    ['Discord user', without_prefix(a.customerAddress)],
    ['Language', language(task)],
    ['Channel', a.conversations?.communication_channel ?? a.channelType],
    ['Topic', a.topic],
    ['Reason', a.reason],
    ['Queue', a.queue],
    ['Status', task.status === 'wrapping' ? 'wrapping up' : task.status],
  ].filter(([, value]) => value);
  return [
    h('h3', {class: 'case'}, case_of(task)),
    h(
      'dl',
      {},
      ...rows.map(([name, value]) =>
        h('div', {'data-field': name}, h('dt', {}, name), h('dd', {}, String(value))),
      ),
    ),
    h(
      'details',
      {class: 'raw'},
      h('summary', {}, 'All task attributes'),
      h('pre', {tabindex: '0'}, JSON.stringify(a, null, 2)),
    ),
  ].filter(Boolean);
}
