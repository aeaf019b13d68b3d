// Where the member is: in their direct messages with the bot, or in a channel of the server.
import {h} from './dom.js';

/** `changed(channel id, or '')` is told when another place is chosen. */
export function place_picker(changed) {
  let channels = [];
  let place = '';
  const select = h('select', {
    id: 'member-place',
    'aria-label': 'Channel',
    onchange: () => {
      place = select.value;
      changed(place);
    },
  });
  function show() {
    if (!channels.some((c) => c.id === place)) place = '';
    select.replaceChildren(
      h('option', {value: '', selected: place === ''}, 'Direct message'),
      ...channels.map((c) => h('option', {value: c.id, selected: c.id === place}, `#${c.name}`)),
    );
  }
  show();
  return {
    select,
    id: () => place,
    channels: () => channels,
    name: (id) => channels.find((c) => c.id === id)?.name ?? '',
    set(list) {
      channels = list;
      show();
    },
  };
}
