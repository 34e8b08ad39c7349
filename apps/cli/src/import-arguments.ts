/** The options of every `animegan dataset import`. */
export const importArguments = {
  out: {
    type: 'string',
    alias: 'o',
    valueHint: 'DIR',
    required: true,
    description: 'the data set to write, or to go on with',
  },
  year: {
    type: 'string',
    valueHint: 'YEAR',
    description: 'year of release of pictures that come without one',
  },
  source: {
    type: 'string',
    valueHint: 'NAME',
    description: 'what records say of where they come from; default: the name of what is imported',
  },
  'max-pixels': {
    type: 'string',
    valueHint: 'N',
    description: 'leave out larger pictures; default: 67108864, which is 8192 x 8192',
  },
  json: { type: 'boolean', description: 'print the counts as JSON' },
} as const
