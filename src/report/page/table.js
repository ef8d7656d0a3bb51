// The table of messages. Only rows somebody scrolls to are made, so that tens of thousands open at once.
const CHUNK = 100;
const COLUMNS = [
  { name: 'Arrived', key: row => (row[TIME] === null ? -Infinity : row[TIME]), down: true },
  { name: 'Verdict', key: row => [3, 2, 0, 1][row[VERDICT]] },
  { name: 'Kind', key: row => result.kinds[row[KIND]] },
  { name: 'From', key: row => (row[HOST] || row[FROM]).toLowerCase() },
  { name: 'Subject', key: row => row[SUBJECT].toLowerCase() },
  { name: 'Decided by', key: row => row[DECIDED] || '~' },
];

function messages() {
  const section = byId('messages');
  const body = byId('table').tBodies[0];
  const replies = rows.some(row => row[VERDICT] !== 0);
  const state = { words: new Set(VERDICTS), kind: '', query: '', period: null, column: 0, down: true };
  if (replies) state.words.delete('ordinary');
  let found = [];
  let made = 0;
  section.hidden = false;

  const stacks = new Map();
  const haystack = row => {
    let hay = stacks.get(row);
    if (hay === undefined) {
      const d = row[DETAIL] || {};
      hay = [row[FROM], row[SUBJECT], row[HOST], pathOf(row), row[DECIDED], ...(d.r || []).flat().map(text), ...(d.o || []).slice(2).map(text), text(d.t)].join('\n').toLowerCase();
      stacks.set(row, hay);
    }
    return hay;
  };

  function refresh() {
    const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
    const p = state.period;
    found = rows.filter(row => state.words.has(VERDICTS[row[VERDICT]]) && (state.kind === '' || row[KIND] === Number(state.kind))
      && (!p || (row[TIME] !== null && row[TIME] >= p.from && row[TIME] < p.to)) && words.every(w => haystack(row).includes(w)));
    const key = COLUMNS[state.column].key;
    const keyed = found.map(row => [key(row), row]);
    keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) * (state.down ? -1 : 1));
    found = keyed.map(pair => pair[1]);
    made = 0;
    body.replaceChildren();
    more();
    tell();
  }

  function tell() {
    byId('shown').textContent = `${number(found.length)} of ${plural(rows.length, 'message', 'messages')} shown`
      + (result.left_out ? `; ${plural(result.left_out, 'ordinary message is', 'ordinary messages are')} not in this page` : '');
    for (const pill of byId('words').children) pill.setAttribute('aria-pressed', state.words.has(pill.dataset.word));
    byId('period').hidden = !state.period;
    if (state.period) byId('period').textContent = `${state.period.label} ✕`;
    byId('clear').hidden = state.words.size === 4 && !state.kind && !state.query && !state.period;
    byId('kind').value = state.kind;
    byId('search').value = state.query;
    byId('sort').value = `${state.column} ${state.down}`;
    [...byId('table').tHead.rows[0].cells].forEach((cell, i) => cell.setAttribute('aria-sort', i !== state.column ? 'none' : state.down ? 'descending' : 'ascending'));
  }

  function more() {
    const chunk = found.slice(made, made + CHUNK);
    made += chunk.length;
    body.append(...chunk.map(rowOf));
    byId('more').hidden = made >= found.length;
    const rest = found.length - made;
    byId('cut').textContent = rest > 0 ? `… and ${plural(rest, 'more message', 'more messages')} that the page on a screen, or the CSV report, shows.` : '';
  }

  function rowOf(row) {
    const open = h('button', { type: 'button', class: 'open', 'aria-expanded': 'false', onclick: () => toggle(open, row) }, row[SUBJECT] || '(no subject)');
    return h('tr', { class: 'row' }, h('td', { class: 'when' }, row[TIME] === null ? '–' : moment(row[TIME])), h('td', { class: 'what' }, verdict(VERDICTS[row[VERDICT]])),
      h('td', { class: 'kind' }, result.kinds[row[KIND]]), h('td', { class: 'host' }, row[VERDICT] === 0 ? row[FROM] : row[HOST] || row[FROM]), h('td', { class: 'subject' }, open), h('td', { class: 'decided' }, row[DECIDED]));
  }

  function toggle(open, row) {
    const tr = open.closest('tr');
    const is = open.getAttribute('aria-expanded') === 'true';
    open.setAttribute('aria-expanded', String(!is));
    if (is) tr.nextSibling.remove();
    else tr.after(h('tr', { class: 'detail' }, h('td', { colspan: COLUMNS.length }, explained(row))));
  }

  function change(wanted) {
    Object.assign(state, wanted);
    refresh();
  }

  function go(wanted) {
    change({ kind: '', query: '', period: null, words: new Set(VERDICTS), ...wanted });
    section.scrollIntoView();
    section.focus({ preventScroll: true });
  }

  byId('table').tHead.append(h('tr', {}, COLUMNS.map((column, i) => h('th', { scope: 'col' }, button(column.name, () => change(state.column === i ? { down: !state.down } : { column: i, down: Boolean(column.down) }))))));
  byId('words').append(...REPLIES.concat('ordinary').map(word => button([], () => {
    const words = new Set(state.words);
    if (!words.delete(word)) words.add(word);
    change({ words });
  }, { 'data-word': word })));
  for (const pill of byId('words').children) pill.append(mark(pill.dataset.word), `${pill.dataset.word} ${number(rows.filter(row => VERDICTS[row[VERDICT]] === pill.dataset.word).length)}`);
  const kinds = [...new Set(rows.map(row => row[KIND]))].sort((a, b) => a - b);
  byId('kind').append(h('option', { value: '' }, 'all'), ...kinds.map(kind => h('option', { value: kind }, result.kinds[kind])));
  byId('sort').append(...COLUMNS.flatMap((column, i) => [true, false].map(down => h('option', { value: `${i} ${down}` }, `${column.name} ${down ? '↓' : '↑'}`))));
  byId('search').addEventListener('input', event => change({ query: event.target.value }));
  byId('kind').addEventListener('change', event => change({ kind: event.target.value }));
  byId('sort').addEventListener('change', event => change({ column: Number(event.target.value.split(' ')[0]), down: event.target.value.endsWith('true') }));
  byId('period').addEventListener('click', () => change({ period: null }));
  byId('clear').addEventListener('click', () => change({ kind: '', query: '', period: null, words: new Set(VERDICTS) }));
  byId('more').firstChild.addEventListener('click', more);
  section.querySelector('form').addEventListener('submit', event => event.preventDefault());
  new IntersectionObserver(seen => { if (seen.some(e => e.isIntersecting) && made < found.length) more(); }, { rootMargin: '600px' }).observe(byId('more'));
  refresh();
  return {
    search: query => go({ query, words: new Set(REPLIES) }),
    choose: period => go({ period, words: new Set(period.only ? [period.only] : replies ? REPLIES : VERDICTS) }),
    open: row => {
      go({ query: pathOf(row) });
      const first = body.querySelector('button.open');
      if (found.length && first.getAttribute('aria-expanded') === 'false') toggle(first, found[0]);
    },
  };
}
