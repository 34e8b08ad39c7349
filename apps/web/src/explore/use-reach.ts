import { useEffect, useState } from 'react'
import type { Exploration } from './exploration'
import type { Reach } from './reach-panel'

/** Every round is nearer than the last, unless the visitor says otherwise. */
export function useReach({ moves }: Exploration) {
  const last = moves.findLast((each) => each.kind === 'refine')
  const [reach, setReach] = useState<Reach>({ variation: 'all', reach: 0.5 })
  const { variation, reach: lastReach } = last ?? {}
  useEffect(() => {
    if (lastReach === undefined || !variation) return
    const nearer = Math.max(0.1, Math.round(20 * lastReach * 0.8) / 20)
    setReach({ variation: variation === 'nothing' ? 'all' : variation, reach: nearer })
  }, [lastReach, variation])
  return { reach, setReach }
}
