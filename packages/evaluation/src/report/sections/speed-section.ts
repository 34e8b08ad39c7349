import { listCaveats } from '../caveats.js'
import { html } from '../html.js'
import { paper } from '../paper-numbers.js'
import type { Report } from '../report.js'
import { renderCaveats, renderTable, type Section } from '../section.js'

/** Table 4: how long a face takes, beside the paper's times. */
export function renderSpeed(report: Report): Section | undefined {
  const { speed } = report
  if (speed === undefined) return undefined
  const { machine, device, threads, rounds, warmUp, models } = speed
  const head = html`<tr><th scope="col">model</th><th scope="col">median</th><th scope="col">half of the times</th><th scope="col" class="text">where</th></tr>`
  const where = `${device}, ONNX Runtime in Node.js`
  const rows = [
    ...models.map(
      ({ model, median, lower, upper }) =>
        html`<tr><th scope="row">${model}</th><td><b>${median.toPrecision(3)} ms</b></td><td>${lower.toPrecision(3)} to ${upper.toPrecision(3)} ms</td><td class="text">${where}</td></tr>`,
    ),
    ...paper.seconds.map(
      ({ where, time }) =>
        html`<tr class="paper"><th scope="row">paper: SRResNet</th><td>${time}</td><td>–</td><td class="text">browser, ${where}</td></tr>`,
    ),
  ]
  return {
    id: 'speed',
    title: 'Table 4: speed',
    body: html`<p>One face at a time on ${machine.processor}, ${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'} (${machine.system}, Node.js ${machine.node}), ${device}${threads === undefined ? ', threads as the runtime chooses' : `, ${threads} ${threads === 1 ? 'thread' : 'threads'}`}: ${rounds} faces of each model in turn, after ${warmUp} that were not timed.</p>
${renderCaveats(listCaveats(report).speed)}
${renderTable(head, rows, 'numbers')}`,
  }
}
