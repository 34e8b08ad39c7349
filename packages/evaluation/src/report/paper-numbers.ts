/** Numbers of Jin et al., "Towards the High-quality Anime Characters Generation with GANs" (2017), to stand beside ours. */
export const paper = {
  /** Its corpus. */
  pictures: 31_255,
  /** Pixels on a side. */
  resolution: 128,
  /** Table 3: FID on the 4,096 features of Illustration2Vec, mean of five trials and what they span. */
  fid: {
    estimator: 'illustration2vec',
    features: 4096,
    samples: 12_800,
    trials: 5,
    models: [
      { name: 'DCGAN, DRAGAN', mean: 5974.96, range: 85.63 },
      { name: 'SRResNet, DRAGAN', mean: 4607.56, range: 122.96 },
    ],
  },
  /** Faces judged for each tag. */
  tagImages: 20,
  /** Table 4: seconds for one face in a browser. */
  seconds: [
    { where: 'processors, by WebAssembly', time: '3.3 to 11.6 s' },
    { where: 'WebGL', time: '0.42 s' },
    { where: 'WebGPU', time: 'below 0.10 s' },
  ],
} as const
