import { createCommand } from '../command.js'
import { estimatorArguments } from '../estimator-arguments.js'
import { modelArguments } from '../evaluate/open-model.js'
import { planArguments } from '../evaluate/plan-arguments.js'

const { weights, dtype, device, threads } = modelArguments

export default createCommand({
  name: 'figure',
  description: 'Draw a figure of the paper with any model, with its caption',
  args: {
    name: {
      type: 'positional',
      valueHint: 'NAME',
      required: true,
      description:
        'random (Figures 1, 9), fixed-noise (2, 10), fixed-tags (3), interpolation (4, 12), tag-sets (11), years (15); ' +
        'map (6) of --data; fid-curve (13) of --run',
    },
    weights: { ...weights, required: false },
    ...planArguments,
    rows: { type: 'string', valueHint: 'N', description: 'rows of faces; of tag-sets: for each set' },
    columns: { type: 'string', valueHint: 'N', description: 'faces in a row' },
    data: { type: 'string', valueHint: 'DIR', description: 'of map: an image folder' },
    estimator: {
      ...estimatorArguments.estimator,
      required: false,
      description: `of map: whose features tell what is alike: ${estimatorArguments.estimator.description}`,
    },
    run: {
      type: 'string',
      valueHint: 'DIR',
      description: 'of fid-curve: a training that evaluate curve measured; may be repeated',
    },
    out: { type: 'string', alias: 'o', valueHint: 'FILE.png', description: 'the figure (Default: NAME.png)' },
    ...{ dtype, device, threads },
  },
  repeatable: ['run'],
  examples: [
    'animegan evaluate figure fixed-noise --weights dahlia --seed 7 --rows 3 --columns 8',
    'animegan evaluate figure fixed-tags --weights dahlia --tags "green hair, glasses" --out green.png',
    'animegan evaluate figure map --data faces --estimator illustration2vec',
    'animegan evaluate figure fid-curve --run runs/dcgan --run runs/srresnet',
  ],
  async run({ args, repeated, signal }) {
    const { evaluateFigure } = await import('../evaluate/evaluate-figure.js')
    await evaluateFigure(args, repeated.run ?? [], signal)
  },
})
