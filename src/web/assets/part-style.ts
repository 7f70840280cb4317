// The style of the parts of a page: forms, tables, statuses, the timeline of a case.

export const PART_STYLE = `
form { margin: 0 0 var(--step); }
fieldset { border: 1px solid var(--line); border-radius: var(--radius); background: var(--sheet); padding: 1rem 1.25rem 1.25rem; margin: 0 0 1.25rem; min-width: 0; }
legend { font-weight: 650; padding: 0 .4rem; margin-left: -.4rem; }
.fields + fieldset { margin-top: 1.25rem; }
fieldset > .hint { margin: 0 0 .75rem; }
.fields { display: grid; gap: 1rem 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); align-items: end; }
.field.area, .field.wide, .field.ticked { grid-column: 1 / -1; }
.picks { display: grid; gap: .4rem 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); margin: 0 0 1rem; }
.picks .field.ticked { grid-column: auto; }
.field label { display: block; font-weight: 600; }
.field .hint { margin: 0 0 .25rem; font-weight: 400; }
.field .optional { font-weight: 400; color: var(--soft); font-size: .9em; }
.field .fault { margin: 0 0 .25rem; color: var(--warn); font-weight: 600; }
.field.faulty { border-left: 4px solid var(--warn); padding-left: .75rem; }
.field.ticked { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem .6rem; align-items: start; }
.field.ticked label { font-weight: 500; }
.field.ticked .hint, .field.ticked .fault { grid-column: 2; margin: 0; }
input, select, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line-strong); border-radius: var(--radius); padding: .5rem .6rem; width: 100%; max-width: 34rem; }
textarea { display: block; resize: vertical; }
input, select { min-height: 2.75rem; }
input[type="number"], input[type="date"] { max-width: 13rem; }
input[type="checkbox"] { width: 1.25rem; height: 1.25rem; min-height: 0; margin: .15rem 0 0; accent-color: var(--accent); }
[aria-invalid="true"] { border-color: var(--warn); border-width: 2px; }
button, .button { font: inherit; display: inline-block; cursor: pointer; text-decoration: none; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--sheet); color: var(--ink); padding: .5rem 1rem; min-height: 2.6rem; }
button:hover, .button:hover { background: var(--accent-soft); }
button.main, .button.main { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 600; }
button.main:hover, .button.main:hover { filter: brightness(1.12); }
.one-button { display: inline; margin: 0; }
.who button { min-height: 2rem; padding: .2rem .7rem; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; margin: 0 0 var(--step); }
.errors { border: 2px solid var(--warn); background: var(--warn-soft); border-radius: var(--radius); padding: 1rem 1.25rem; margin: 0 0 1.25rem; }
.errors h2 { color: var(--warn); }
.errors > :last-child { margin-bottom: 0; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; }
.filters .field { flex: 1 1 13rem; max-width: 20rem; }
.filters .actions { margin: 0; }
.tabs { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem; padding: 0; border-bottom: 1px solid var(--line); }
.tabs a { display: block; padding: .5rem .9rem; text-decoration: none; color: var(--ink); border-bottom: 3px solid transparent; }
.tabs a[aria-current] { border-bottom-color: var(--accent); font-weight: 600; }

.scroll { overflow-x: auto; margin: 0 0 var(--step); }
.scroll:focus-visible { outline-offset: 0; }
table { border-collapse: collapse; width: 100%; background: var(--sheet); border: 1px solid var(--line); }
.scroll table { margin: 0; }
.scroll.slim { max-width: 44rem; }
caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; }
th, td { text-align: left; padding: .55rem .75rem; border-top: 1px solid var(--line); vertical-align: top; }
thead th { font-size: .875rem; color: var(--soft); border-top: 0; vertical-align: bottom; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.sum th, tr.sum td, td.sum { font-weight: 650; }
tbody th { font-weight: 500; }
@media (max-width: 44rem) {
  .cards, .cards tbody, .cards tr, .cards td, .cards th { display: block; border: 0; }
  .cards { background: none; }
  .cards caption { display: block; }
  .cards thead { display: none; }
  .cards tr { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); margin: 0 0 .75rem; padding: .6rem .9rem; }
  .cards td, .cards th { padding: .15rem 0; text-align: left; }
  .cards td::before { content: attr(data-label) ": "; color: var(--soft); font-size: .875rem; }
  .cards td:empty { display: none; }
}

.status { font-weight: 650; }
.tag { display: inline-block; border: 1px solid var(--line-strong); border-radius: 999px; padding: 0 .6rem; font-size: .85rem; line-height: 1.6; margin: 0 .25rem .25rem 0; background: var(--sheet); }
.tag.strong { border-color: var(--warn); color: var(--warn); }
.big-status { font-size: 1.5rem; font-weight: 650; line-height: 1.25; margin: 0 0 .25rem; }
dl.facts { display: grid; grid-template-columns: minmax(0, 1fr); gap: .1rem 1.25rem; }
dl.facts dt { color: var(--soft); font-size: .9rem; }
dl.facts dd { margin: 0 0 .6rem; }
dl.facts bdi.typed { white-space: pre-line; }
@container (min-width: 28rem) {
  dl.facts { grid-template-columns: minmax(9rem, 12rem) minmax(0, 1fr); gap: .35rem 1.25rem; }
  dl.facts dd { margin: 0; }
}
.timeline { list-style: none; padding: 0; margin: 0; }
.timeline > li { border-left: 2px solid var(--line-strong); padding: 0 0 1.25rem 1.1rem; position: relative; }
.timeline > li::before { content: ""; position: absolute; left: -.42rem; top: .45rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--sheet); border: 2px solid var(--accent); }
.timeline > li.withdrawn::before { border-style: dashed; border-color: var(--line-strong); }
.timeline > li:target { background: var(--mark); }
.timeline h3, .timeline p { margin: 0; }
.timeline del { color: var(--soft); }
.timeline ul { margin: .25rem 0 0; }
.names { font-size: 1.35rem; font-weight: 650; margin: 0 0 .25rem; }
.identity { border: 2px solid var(--accent); }
figure { margin: 0 0 1.25rem; overflow-x: auto; max-width: 50rem; }
figure img { display: block; width: 100%; height: auto; min-width: 34rem; max-width: 46rem; background: #fff; border: 1px solid var(--line); border-radius: var(--radius); padding: .5rem; }
figure.wide { max-width: none; }
figure.wide img { min-width: 54rem; max-width: 74rem; }
.secret { font-size: 1rem; overflow-wrap: anywhere; user-select: all; display: block; padding: .6rem .8rem; background: var(--paper); border: 1px dashed var(--line-strong); border-radius: var(--radius); }
.pages { display: flex; gap: .6rem; justify-content: flex-end; }
.pages a { border: 1px solid var(--line-strong); background: var(--sheet); padding: .45rem .9rem; }
`;
