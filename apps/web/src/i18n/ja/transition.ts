import type { Translated } from '../catalog'
import type { transition as english } from '../en/transition'

/** Texts of the page Transition. */
export const transition: Translated<typeof english> = {
  title: '変化',
  lead: 'あるキャラクターが別のキャラクターに変わっていきます。',
  player: '変化',
  play: '再生',
  pause: '一時停止',
  position: '位置',
  time: '{now} / {total} 秒',
  drawing: 'なめらかにしています：{share} のコマを描きました',
  stops: 'キャラクター',
  earlier: 'キャラクター {number} を前へ',
  later: 'キャラクター {number} を後ろへ',
  remove: 'キャラクター {number} を外す',
  addRandom: 'ランダム',
  addKept: 'ギャラリーから',
  addPicture: '画像から',
  nothingKept:
    'ギャラリーにはこのモデルのキャラクターがまだありません。「つくる」で描いたものはすべて保存されます。',
  otherModel:
    'この画像は別のモデルで描かれています。変化させるキャラクターはすべて同じモデルのものにしてください。',
  timing: '動き',
  motion: '進み方',
  'motion-once': '1回',
  'motion-loop': 'ループ',
  'motion-ping-pong': '往復',
  seconds: '次までの時間',
  secondsValue: '{value} 秒',
  fps: '1秒あたりのコマ数',
  export: '動画として保存',
  size: '大きさ',
  exporting: '保存しています',
  exportProgress: '{done} / {total} コマ',
  exported: '{name} として保存しました。',
  exportFailed: '動画を保存できませんでした：{reason}',
  noVideo: 'このブラウザーは動画を書き出せません（WebCodecs がありません）。GIF ならどこでも使えます。',
  noMp4: 'このブラウザーは MP4 を書き出せません（H.264 エンコーダーがありません）。WebM と GIF は使えます。',
}
