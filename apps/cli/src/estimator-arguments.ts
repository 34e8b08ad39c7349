/** What commands are told that give pictures to a tag estimator. */
export const estimatorArguments = {
  estimator: {
    type: 'string',
    valueHint: 'NAME|DIR|URL',
    required: true,
    description:
      'an installed or pulled package, illustration2vec, nsfwjs-inception for features alone (see animegan assets ' +
      'get), or a folder with models and their manifest.json',
  },
  device: { type: 'string', valueHint: 'NAME', default: 'auto', description: 'auto, cpu, webgpu or cuda' },
  threads: { type: 'string', valueHint: 'N', description: 'threads inside one operation' },
} as const
