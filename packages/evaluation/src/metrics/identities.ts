/** Which generator was measured. */
export interface ModelIdentity {
  /** Of its manifest. */
  name: string
  version: string
  /** Which of its files drew: `fp32`, `fp16` or `int8`. */
  dtype: string
  /** Of that ONNX file. */
  sha256: string
}

/** Which network made features, and how pictures came to it: what FID depends on as much as on the pictures. */
export interface ExtractorIdentity {
  /** Of its manifest. */
  name: string
  /** Length of a feature vector. */
  size: number
  /** Of its ONNX file. */
  modelSha256: string
  /** Side in pixels to which pictures are resized, with antialiasing. */
  resolution: number
  /** How they become that, as its manifest says. */
  preprocessing: {
    background: string
    fit: string
    filter: string
    scale: number | readonly number[]
    offset: number | readonly number[]
  }
}

/** Which pictures were measured against, or measured. */
export interface PicturesIdentity {
  /** Their folder. */
  dir: string
  /** The split of it that was taken; absent: all. */
  split?: string | undefined
  /** How many have features. */
  pictures: number
  /** Of the SHA-256 of the picture files in their order, one a line. */
  sha256: string
  /** Pictures that are missing or damaged, and why. */
  leftOut: { name: string; detail?: string | undefined }[]
}
