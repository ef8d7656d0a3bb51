// Replies over time. A bar opens the time it stands for; at the finest it filters the table. A storm
// is one click away from the ordinary messages of its hours, for among them is the one that matters.
function timeline(choose) {
  const days = result.days;
  if (days.length === 0) return;
  byId('time').hidden = false;
  const whole = span(days);
  let shown = whole;
  let at = -1;
  let redraw = () => {};
  let drawnIn = null; // the unit and bins of the drawing

  const legend = h('div', { class: 'legend' }, REPLIES.map(word => h('span', {}, mark(word), word)),
    result.storms.length ? h('span', {}, s('svg', { class: 'mark', viewBox: '0 0 12 12', 'aria-hidden': 'true' }, s('path', { class: 'flag', d: 'M1 1h10L6 10z' })), 'storm') : null);
  const back = button('All the time', () => show(whole), { hidden: '' });
  byId('time-tools').append(legend, back);

  function show(period) {
    shown = period;
    at = -1;
    back.hidden = shown === whole;
    redraw();
  }

  function open(bin, unit) {
    if (unit.name === 'day') choose({ from: bin.from, to: bin.to, label: longDay(bin.from) });
    else show({ from: bin.from, to: bin.to });
  }

  function note() {
    const outside = days.filter(row => row[0] * DAY < whole.from || row[0] * DAY >= whole.to).reduce((n, row) => n + total(row), 0);
    const { unit } = drawnIn;
    byId('time-note').textContent = `${longDay(shown.from)} to ${longDay(shown.to - 1)}, a bar for each ${unit.name}; choose one to look closer. Times are UTC.`
      + (outside ? ` ${plural(outside, 'reply bears', 'replies bear')} a date far outside and ${outside === 1 ? 'is' : 'are'} not drawn.` : '');
  }

  function numbers() {
    const { unit, bins } = drawnIn;
    byId('time-numbers').querySelector('.scroll').replaceChildren(h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, unit.name), REPLIES.map(w => h('th', { scope: 'col', class: 'num' }, w)))),
      h('tbody', {}, bins.filter(b => b.n.some(n => n)).map(b => h('tr', {}, h('th', { scope: 'row' }, unit.label(b.from)), b.n.map(n => h('td', { class: 'num' }, number(n))))))));
  }

  function draw(width) {
    const { unit, bins } = drawnIn = binned(days, shown.from, shown.to, Math.min(200, Math.floor(width / 5.5)));
    note();
    numbers();
    const top = 22, bottom = 24, height = Math.min(300, Math.max(190, width * 0.3)), left = 30;
    const highest = Math.max(1, ...bins.map(b => b.n.reduce((a, c) => a + c, 0)));
    const most = Math.ceil(highest / gridStep(highest)) * gridStep(highest);
    const x = time => left + ((time - bins[0].from) / (bins[bins.length - 1].to - bins[0].from)) * (width - left);
    const y = n => top + (1 - n / most) * (height - top - bottom);
    const svg = s('svg', { viewBox: `0 0 ${width} ${height}`, height, role: 'application', tabindex: 0, 'aria-label': `Replies for each ${unit.name}. Arrow keys move, Enter opens.` });
    const say = s('text', { x: width, y: 11, 'text-anchor': 'end', 'aria-live': 'polite' });
    for (let n = gridStep(most); n <= most; n += gridStep(most)) {
      svg.append(s('line', { class: 'grid', x1: left, x2: width, y1: y(n), y2: y(n) }), s('text', { x: left - 6, y: y(n) + 4, 'text-anchor': 'end' }, number(n)));
    }
    svg.append(s('line', { class: 'grid', x1: left, x2: width, y1: y(0), y2: y(0) }), say);
    const slots = bins.map((bin, i) => column(bin, i));
    storms();
    labels();
    svg.addEventListener('keydown', event => {
      const move = { ArrowLeft: -1, ArrowRight: 1, Home: -bins.length, End: bins.length }[event.key];
      if (move !== undefined) { event.preventDefault(); select(Math.min(bins.length - 1, Math.max(0, at + move))); }
      if (event.key === 'Enter' && at >= 0 && event.target === svg) { event.preventDefault(); open(bins[at], unit); }
    });
    svg.addEventListener('mouseleave', () => { say.textContent = ''; });
    return svg;

    function words(bin) {
      return `${unit.label(bin.from)}: ${REPLIES.map((w, k) => `${number(bin.n[k])} ${w}`).join(', ')}`;
    }
    function select(i) {
      slots.forEach((slot, k) => slot.classList.toggle('at', k === i));
      at = i;
      say.textContent = words(bins[i]);
    }
    function column(bin, i) {
      const wide = x(bin.to) - x(bin.from);
      const slot = s('rect', { class: 'slot', x: x(bin.from), y: top, width: wide, height: height - top - bottom });
      const g = s('g', { class: 'bin', onclick: () => open(bin, unit), onmouseenter: () => { say.textContent = words(bin); } }, slot);
      let base = 0;
      bin.n.forEach((n, k) => {
        if (n === 0) return;
        g.append(s('rect', { class: REPLIES[k], x: x(bin.from) + wide * 0.12, width: Math.max(1.5, wide * 0.76), y: y(base + n), height: Math.max(1, y(base) - y(base + n) - (base ? 1 : 0)), rx: 1 }));
        base += n;
      });
      svg.append(g);
      return slot;
    }
    function storms() {
      for (const storm of result.storms) {
        if (storm[1] <= bins[0].from || storm[0] >= bins[bins.length - 1].to) continue;
        const wide = Math.max(4, x(storm[1]) - x(storm[0]));
        const middle = x(storm[0]) + wide / 2;
        const act = () => choose(hoursOf(storm));
        svg.append(s('g', { role: 'button', tabindex: 0, onclick: act, onkeydown: e => { if (e.key === 'Enter') { e.preventDefault(); e.stopPropagation(); act(); } },
          'aria-label': `Storm, ${stretch(storm[0], storm[1])}: ${number(storm[2])} replies. Show the ordinary messages of the same hours.` },
          s('title', {}, `Storm: ${number(storm[2])} replies, ${stretch(storm[0], storm[1])}. Shows the ordinary messages of the same hours.`),
          s('rect', { class: 'storm', x: middle - wide / 2, y: top, width: wide, height: height - top - bottom }), s('path', { class: 'flag', d: `M${middle - 6} ${top - 9}h12l-6 9z` })));
      }
    }
    function labels() {
      const every = Math.ceil(bins.length / Math.max(2, Math.floor((width - left) / 90)));
      bins.forEach((bin, i) => {
        if (i % every || x(bin.from) > width - 50) return;
        const d = dateOf(bin.from);
        const label = unit.days >= 365 ? String(d.getUTCFullYear()) : unit.days >= 30 ? shortMonth(bin.from) : `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}${i === 0 ? ' ' + d.getUTCFullYear() : ''}`;
        svg.append(s('text', { x: x(bin.from), y: height - 6 }, label));
      });
    }
  }

  redraw = drawn(byId('timeline'), draw);
  listStorms(choose);
}

// From the first to the last, but for dates far from all others: those are forged or broken.
function span(days) {
  const all = days.reduce((n, row) => n + total(row), 0);
  const reach = share => { let n = 0; return days.find(row => (n += total(row)) >= all * share)[0]; };
  const first = Math.max(days[0][0], reach(0.01) - 365);
  const last = Math.min(days[days.length - 1][0], reach(0.99) + 365);
  return { from: first * DAY, to: (last + 1) * DAY };
}

const hoursOf = storm => ({ from: storm[0] - 3600, to: storm[1] + 3600, label: `around the storm of ${longDay(storm[0])}`, only: 'ordinary' });

function listStorms(choose) {
  const worst = [...result.storms].sort((a, b) => b[2] - a[2]).slice(0, 8);
  byId('storms').append(...worst.map(storm => h('li', {}, h('time', {}, stretch(storm[0], storm[1])), h('span', {}, `a storm of ${plural(storm[2], 'reply', 'replies')}`),
    button('Ordinary messages of the same hours', () => choose(hoursOf(storm)), { class: 'link' }), button('The replies', () => choose({ from: storm[0], to: storm[1], label: `the storm of ${longDay(storm[0])}` }), { class: 'link' }))));
  if (result.storms.length > worst.length) byId('storms').after(h('p', { class: 'note' }, `… and ${plural(result.storms.length - worst.length, 'lesser storm', 'lesser storms')}.`));
}
