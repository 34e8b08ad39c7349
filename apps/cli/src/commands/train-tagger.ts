import { createCommand } from '../command.js'
import { sessionArguments } from '../run-arguments.js'

export default createCommand({
  name: 'train-tagger',
  description: 'Train a small network that reads tags from pictures, and measure it',
  args: {
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'image folder with metadata.jsonl (default on --resume: the one before)',
    },
    run: { type: 'string', valueHint: 'DIR', required: true, description: 'folder of the run' },
    steps: { type: 'string', valueHint: 'N', description: 'steps of the whole training' },
    resolution: {
      type: 'string',
      valueHint: 'N',
      description: 'side to which pictures are scaled, a power of two from 64 (default 64)',
    },
    schema: {
      type: 'string',
      valueHint: 'NAME|FILE',
      description: 'tags to learn: anime or a JSON file, without attributes (default anime)',
    },
    seed: {
      type: 'string',
      valueHint: 'K',
      description: 'the same seed trains the same network (default 0)',
    },
    holdout: {
      type: 'string',
      valueHint: 'PART',
      description: 'part of the pictures that is only measured on (default 0.1)',
    },
    'batch-size': { type: 'string', valueHint: 'N', description: 'pictures a step (default 32)' },
    'learning-rate': { type: 'string', valueHint: 'RATE', description: 'the highest (default 0.0015)' },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'DIR',
      description: 'folder for models, manifest and report (default: tagger in the run)',
    },
    name: { type: 'string', valueHint: 'NAME', default: 'tagger', description: 'name in the manifest' },
    licence: { type: 'string', valueHint: 'SPDX', description: 'licence in the manifest' },
    'weights-version': { type: 'string', valueHint: 'X.Y.Z', description: 'version in the manifest' },
    title: { type: 'string', valueHint: 'TEXT', description: 'one line for people, in the manifest' },
    credit: { type: 'string', valueHint: 'TEXT', description: 'whom to name, in the manifest' },
    seen: {
      type: 'string',
      valueHint: 'FILE.jsonl',
      description: 'what people saw in some pictures; tags in it are decided anew by that',
    },
    'seen-data': {
      type: 'string',
      valueHint: 'DIR',
      description: 'image folder with pictures that --seen names; may be repeated (default: --data)',
    },
    ...sessionArguments,
    'dry-run': { type: 'boolean', description: 'print the resolved configuration and stop' },
  },
  examples: [
    'animegan train-tagger --data runs/synthetic-64 --run runs/tagger --steps 8000',
    'animegan train-tagger --resume --run runs/tagger --out taggers/first',
    'animegan train-tagger --resume --run runs/tagger --seen seen.jsonl --out taggers/by-sight',
  ],
  repeatable: ['seen-data'],
  async run({ args, repeated, signal }) {
    const { trainTagger } = await import('../train-tagger.js')
    await trainTagger({ ...args, ...repeated }, signal)
  },
})
