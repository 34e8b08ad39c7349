import { createCommand } from '../command.js'

export default createCommand({
  name: 'detect',
  description: 'Find anime faces on the pictures of a data set, and cut them out into another',
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder with the pictures; stays as it is',
    },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'DIR',
      required: true,
      description: 'the data set to write',
    },
    size: { type: 'string', valueHint: 'S', default: '128', description: 'pixels on a side of a crop' },
    scale: {
      type: 'string',
      valueHint: 'F',
      default: '1.5',
      description: "how much larger than the detector's box a crop is, so that the hair is inside",
    },
    'min-side': { type: 'string', valueHint: 'N', description: 'leave out boxes of fewer pixels on a side' },
    'min-sharpness': {
      type: 'string',
      valueHint: 'V',
      description: 'leave out crops that are blurred: below this variance of the Laplacian',
    },
    'min-saturation': {
      type: 'string',
      valueHint: 'V',
      description: 'leave out crops in black and white: below this mean saturation, 0 to 1',
    },
    'min-neighbors': {
      type: 'string',
      valueHint: 'N',
      default: '3',
      description: 'detections that must agree on a face; 5 in the paper',
    },
    cascade: {
      type: 'string',
      valueHint: 'FILE.xml',
      description: "another cascade of OpenCV's; default: that of animegan assets get lbpcascade",
    },
    threads: { type: 'string', valueHint: 'N', description: 'default: one a core' },
  },
  examples: [
    'animegan dataset detect pictures --out faces',
    'animegan dataset detect pictures --out faces --min-side 48 --min-saturation 0.03',
  ],
  async run({ args, signal }) {
    const { detectInFolder } = await import('../detect-in-folder.js')
    await detectInFolder(args, signal)
  },
})
