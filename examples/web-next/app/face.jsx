'use client'

import { createGenerator, toImageData } from '@animegan/runtime-web'
import weights from '@animegan/weights-dahlia'
import { useEffect, useRef, useState } from 'react'

/** Draws a face once the page is there; the server renders the empty canvas. */
export function Face({ tags, seed }) {
  const canvas = useRef(null)
  const [status, setStatus] = useState('Loading')
  useEffect(() => {
    const controller = new AbortController()
    draw(controller.signal).catch((error) => {
      if (!controller.signal.aborted) setStatus(error.message)
    })
    return () => controller.abort()

    async function draw(signal) {
      const generator = await createGenerator({
        weights,
        signal,
        onProgress: ({ file, done, total }) =>
          setStatus(`Loading ${file}: ${Math.round((100 * done) / total)}%`),
      })
      try {
        const [face] = await generator.generate({ tags, seed, signal })
        canvas.current?.getContext('2d').putImageData(toImageData(face), 0, 0)
        setStatus(`Drawn on ${generator.device.name}: ${face.tags.join(', ')}`)
      } finally {
        await generator.dispose()
      }
    }
  }, [tags, seed])
  return (
    <>
      <canvas ref={canvas} width="64" height="64" />
      <p role="status">{status}</p>
    </>
  )
}
