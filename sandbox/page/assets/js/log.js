// A list of messages that follows what the sandbox says, one row a message.

const near_the_end = 80;
const together_ms = 5 * 60_000;

/**
 * `key` and `author` and `at` of a message; `row(message, joined)` makes its element, `joined` when it stands under one
 * of the same author. A row is made anew only when its message changed, so that focus and reading position stay.
 */
export function message_log({list, scroll, empty, key, author, at, row, when_focus_is_lost}) {
  let rows = new Map();
  let place = null;

  const at_end = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < near_the_end;
  const to_end = () => {
    scroll.scrollTop = scroll.scrollHeight;
  };
  // Pictures arrive late and push the end away.
  list.addEventListener(
    'load',
    () => {
      if (at_end() || scroll.dataset.follow === 'yes') to_end();
    },
    true,
  );
  scroll.addEventListener('scroll', () => {
    scroll.dataset.follow = at_end() ? 'yes' : 'no';
  });
  new ResizeObserver(() => {
    if (scroll.dataset.follow !== 'no') to_end();
  }).observe(scroll);

  // On a screen without a mouse, a tap on a message shows what can be done with it.
  list.addEventListener('click', (event) => {
    const touched = event.target.closest('li');
    for (const {element} of rows.values()) element.classList.toggle('touched', element === touched);
  });

  /** Shows these; `whose` changes when they belong to another conversation than before. */
  function show(messages, whose) {
    const other = whose !== place;
    place = whose;
    const follow = other || scroll.dataset.follow !== 'no';
    const focused = list.contains(document.activeElement);
    // What was there already is not read aloud.
    list.setAttribute('aria-live', other ? 'off' : 'polite');
    const next = new Map();
    let before = null;
    for (const m of messages) {
      const joined = before !== null && author(before) === author(m) && at(m) - at(before) < together_ms;
      const version = JSON.stringify([joined, m]);
      const old = other ? undefined : rows.get(key(m));
      const keep = old && (old.version === version || old.element.querySelector('form'));
      const element = keep ? old.element : row(m, joined);
      if (old && !keep) old.element.replaceWith(element);
      next.set(key(m), {version: keep ? old.version : version, element});
      before = m;
    }
    for (const [k, old] of rows) if (next.get(k)?.element !== old.element) old.element.remove();
    let follower = list.firstElementChild;
    for (const {element} of next.values()) {
      if (element === follower) follower = follower.nextElementSibling;
      else list.insertBefore(element, follower);
    }
    rows = next;
    empty.hidden = messages.length > 0;
    if (focused && !list.contains(document.activeElement)) when_focus_is_lost();
    if (follow) to_end();
    if (other) requestAnimationFrame(() => list.setAttribute('aria-live', 'polite'));
  }

  return {show, to_end};
}
