import type { ArgsDef } from 'citty'

/** What commands are told that draw figures of a model, but for the model; `planFlags` of plan-flags reads it. */
export const planArguments = {
  seed: { type: 'string', valueHint: 'N', default: '0', description: 'decides all that comes by chance' },
  truncation: { type: 'string', valueHint: 'T', description: 'latents within [-T, T]; the paper has none' },
  tags: {
    type: 'string',
    valueHint: 'LIST',
    description: 'of fixed-tags: like "blonde hair, smile" (Default: those of the paper)',
  },
  precision: {
    type: 'string',
    valueHint: 'FILE.json',
    description:
      'of tag-sets: result of evaluate precision --json, to choose tags by (Default: those of the paper)',
  },
} as const satisfies ArgsDef
