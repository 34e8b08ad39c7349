import { createCommand } from '../command.js'

export default createCommand({
  name: 'get',
  description: 'Fetch something of other people that a command needs, and check it',
  args: {
    name: {
      type: 'positional',
      valueHint: 'NAME',
      description: 'which; animegan assets list shows them',
      required: false,
    },
    from: {
      type: 'string',
      valueHint: 'PATH|URL',
      description:
        'a copy to take in place of the published files: a file, a folder, or a mirror; ' +
        'or the folder that an npm package is installed in',
    },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'DIR',
      description: 'a folder for copies; the cache keeps them anyhow',
    },
  },
  examples: [
    'animegan assets get lbpcascade',
    'animegan assets get lbpcascade --from downloads/lbpcascade_animeface.xml',
    'animegan assets get illustration2vec --from downloads/illustration2vec --out illustration2vec',
    'npm install nsfwjs@4 && animegan assets get nsfwjs-inception',
  ],
  async run({ args, signal }) {
    const { getAssetFiles } = await import('../get-asset.js')
    await getAssetFiles(args, signal)
  },
})
