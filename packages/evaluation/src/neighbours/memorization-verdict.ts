import type { Memorization } from './memorization.js'

/** What a {@link Memorization} comes to. JSON as it stands. */
export interface MemorizationVerdict extends Pick<Memorization, 'score' | 'copies' | 'isCopying'> {
  /** A sentence for people. */
  verdict: string
}

/** Below this score the fakes are so far from all training pictures that their distance says little about copying. */
const strangeScore = 0.1

/** Says in a sentence what a measure of memorisation comes to, and leaves out the numbers of each picture. */
export function describeMemorization({ score, copies, isCopying }: Memorization): MemorizationVerdict {
  const share = `${formatShare(copies)} of the fakes are nearer to a training picture than 99% of the training pictures are to another`
  const verdict = isCopying
    ? `copying of training pictures: ${share}, far above the 1% of chance`
    : score < strangeScore
      ? `no sign of copying, but this says little: most fakes are further from every training picture than these are from one another`
      : `no sign of copying: ${share}, within chance of the expected 1%`
  return { score, copies, isCopying, verdict }
}

const formatShare = (share: number) => `${Number((100 * share).toPrecision(2))}%`
