// The case page beside the talk, in a frame of its own, as a plugin of Flex shows it.
import {by_id, h} from './dom.js';

const wide = matchMedia('(min-width: 1500px)');
let wanted = null; // whether the agent wants to see it; null: as the window allows
let shown = '';

/** The link to the case's page that a task carries; empty when there is none that can be opened. */
export function case_page_of(task) {
  const url = task?.attributes.case_url ?? '';
  return /^https?:\/\//.test(url) ? url : '';
}

const is_open = () => wanted ?? wide.matches;

function frame(url, number) {
  return [
    h(
      'header',
      {class: 'case-head'},
      h('h3', {}, `Case #${number}`),
      h(
        'a',
        {class: 'button small', href: url, target: '_blank', rel: 'noopener noreferrer'},
        'Open full screen',
      ),
      h('button', {type: 'button', class: 'small', onclick: () => toggle(false)}, 'Close'),
    ),
    h('iframe', {src: url, title: `Page of case #${number}`, referrerpolicy: 'no-referrer'}),
  ];
}

/** The button that opens and closes the panel; null without a page. */
export function case_button(task) {
  if (!case_page_of(task)) return null;
  return h(
    'button',
    {
      type: 'button',
      class: 'small',
      id: 'show-case',
      'aria-expanded': String(is_open()),
      'aria-controls': 'agent-case',
      onclick: () => toggle(!is_open()),
    },
    'Case page',
  );
}

let current = null;
function toggle(open) {
  wanted = open;
  draw_case(current);
  by_id('show-case')?.focus();
}

/** Shows the page of that task's case. The frame is made anew only for another page: it holds what the agent types. */
export function draw_case(task) {
  current = task;
  const url = case_page_of(task);
  const open = url !== '' && is_open();
  const panel = by_id('agent-case');
  panel.hidden = !open;
  by_id('agent-desk').classList.toggle('has-case', open);
  by_id('show-case')?.setAttribute('aria-expanded', String(open));
  const next = open ? url : '';
  if (next === shown) return;
  shown = next;
  panel.replaceChildren(...(open ? frame(url, url.match(/\/case\/(\d+)/)?.[1] ?? '') : []));
}

wide.addEventListener('change', () => draw_case(current));
