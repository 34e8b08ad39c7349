import type { ArgsDef } from 'citty'
import { defaultWeights } from './default-weights.js'

/** The flags of `animegan generate` as its help shows them; `parseGenerateFlags` reads them. */
export const generateArguments = {
  weights: {
    type: 'string',
    valueHint: 'NAME|DIR|URL',
    default: defaultWeights,
    description: 'the model that draws',
  },
  tags: {
    type: 'string',
    valueHint: 'LIST',
    description: 'like "blonde hair, smile", all others off; without, drawn by the seed',
  },
  with: {
    type: 'string',
    valueHint: 'LIST',
    description: 'tags that are on, while all others are drawn by the seed',
  },
  without: {
    type: 'string',
    valueHint: 'LIST',
    description: 'tags that are off, while all others are drawn by the seed',
  },
  attributes: {
    type: 'string',
    valueHint: 'LIST',
    description: 'like year=2010, for weights that have such; without, drawn by the seed',
  },
  sweep: {
    type: 'string',
    valueHint: 'NAME=A..B',
    description: 'like year=2003..2017: a row of --count faces (Default: 8) for each seed, all else the same',
  },
  interpolate: {
    type: 'string',
    valueHint: 'SEED,SEED',
    description: 'like 7,85: a row of --count faces (Default: 8) from one seed to the other',
  },
  seed: {
    type: 'string',
    valueHint: 'N',
    description: 'seed of the first face; the next have N+1, ... (Default: 0)',
  },
  count: { type: 'string', valueHint: 'N', description: 'number of faces (Default: 1)' },
  seeds: {
    type: 'string',
    valueHint: 'LIST',
    description: 'seeds and ranges like 1-16,85, instead of these two',
  },
  truncation: {
    type: 'string',
    valueHint: 'T',
    description: 'latents within [-T, T]: smaller is plainer and safer',
  },
  prior: {
    type: 'string',
    valueHint: 'uniform|corpus',
    description: 'how often a tag is drawn (Default: uniform)',
  },
  vectors: {
    type: 'string',
    valueHint: 'FILE.npy',
    description: 'N x (latent + condition), instead of all these',
  },
  out: {
    type: 'string',
    alias: 'o',
    valueHint: 'FILE.png|DIR/',
    description: 'one sheet, or a folder for a picture each (Default: faces.png, if --raw is absent)',
  },
  columns: {
    type: 'string',
    valueHint: 'N',
    description: 'faces in a row of the sheet (Default: a square)',
  },
  raw: {
    type: 'string',
    valueHint: 'FILE.npy',
    description: 'write N x 3 x H x W, RGB float32 in [-1, 1]',
  },
  device: {
    type: 'string',
    valueHint: 'auto|cpu|webgpu|cuda',
    default: 'auto',
    description: 'where to compute',
  },
  dtype: {
    type: 'string',
    valueHint: 'fp32|fp16|int8',
    description: 'which model file (Default: fp32 if there)',
  },
  threads: { type: 'string', valueHint: 'N', description: 'CPU threads (Default: one a core)' },
  'batch-size': { type: 'string', valueHint: 'N', description: 'faces computed at a time (Default: 1)' },
  'size-report': {
    type: 'boolean',
    description: 'print parameters, cost and file sizes; draws only with --out or --raw',
  },
  json: { type: 'boolean', description: 'print what was made as JSON' },
} as const satisfies ArgsDef
