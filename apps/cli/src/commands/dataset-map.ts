import { createCommand } from '../command.js'
import { estimatorArguments } from '../estimator-arguments.js'

const { device, threads, estimator } = estimatorArguments

export default createCommand({
  name: 'map',
  description: 'Lay the pictures of a data set out so that like ones stand together (t-SNE)',
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder with metadata.jsonl',
    },
    estimator: {
      type: 'string',
      valueHint: 'NAME|DIR|URL',
      description: `whose features tell what is alike: ${estimator.description}`,
    },
    features: {
      type: 'string',
      valueHint: 'FILE.npy',
      description: 'features from elsewhere instead: one row a line of metadata.jsonl',
    },
    count: { type: 'string', valueHint: 'N', default: '1500', description: 'pictures on the map, at most' },
    seed: {
      type: 'string',
      valueHint: 'K',
      default: '0',
      description: 'the same seed takes the same pictures and draws the same map',
    },
    perplexity: {
      type: 'string',
      valueHint: 'N',
      description: 'how many neighbours count as near (default 30)',
    },
    steps: { type: 'string', valueHint: 'N', default: '500', description: 'steps of t-SNE' },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'FILE.png',
      description: 'the picture (default map.png, and map.html)',
    },
    html: { type: 'string', valueHint: 'FILE.html', description: 'the page, to zoom and search' },
    arrange: {
      type: 'string',
      valueHint: 'scatter|grid',
      default: 'scatter',
      description: 'on the picture: where t-SNE puts them, or beside one another',
    },
    size: { type: 'string', valueHint: 'PIXELS', default: '2400', description: 'side of the picture' },
    title: {
      type: 'string',
      valueHint: 'TEXT',
      description: 'title of the page (default: name of the folder)',
    },
    schema: {
      type: 'string',
      valueHint: 'NAME|FILE',
      default: 'anime',
      description: 'tags of the data set: anime, anime-year or a JSON file',
    },
    device,
    threads,
  },
  examples: [
    'animegan dataset map faces --estimator illustration2vec --out map.png --html map.html',
    'animegan dataset map faces --features features.npy --count 3000 --arrange grid',
  ],
  async run({ args, signal }) {
    const { mapFolder } = await import('../map-folder.js')
    await mapFolder(args, signal)
  },
})
