/** Where the files of this package are, for `createGenerator` of `@animegan/runtime-web`. */
declare const weights: {
  manifest: URL
  files: Record<'fp32' | 'fp16' | 'int8', URL>
}
export default weights
