import type { VideoCodec } from 'mediabunny'

/** A kind of video that this browser can write, and how. */
export interface VideoFormat {
  id: 'mp4' | 'webm'
  codec: VideoCodec
}

/** MP4 with anything but H.264 plays on too few devices to be offered. */
const codecs = { mp4: ['avc'], webm: ['vp9', 'vp8', 'av1'] } as const

/** Whether the browser can write any video at all. */
export const hasVideoEncoder = (): boolean => 'VideoEncoder' in globalThis

/** What this browser can write squares of `side` pixels as. */
export async function findVideoFormats(side: number): Promise<VideoFormat[]> {
  if (!hasVideoEncoder()) return []
  const { getFirstEncodableVideoCodec } = await import('mediabunny')
  const found = await Promise.all(
    (['mp4', 'webm'] as const).map(async (id) => ({
      id,
      codec: await getFirstEncodableVideoCodec([...codecs[id]], { width: side, height: side }),
    })),
  )
  return found.flatMap(({ id, codec }) => (codec ? [{ id, codec }] : []))
}
