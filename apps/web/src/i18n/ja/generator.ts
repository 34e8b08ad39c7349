import type { Translated } from '../catalog'
import type { generator as english } from '../en/generator'

/** Texts of loading a model. */
export const generator: Translated<typeof english> = {
  downloading: 'モデルを取得しています',
  starting: '鉛筆を削っています',
  megabytes: '{done} / {total} MB',
  heldBack:
    'ブラウザの設定がデータの節約になっているため、モデルはまだ取得していません。一度取得すれば、このブラウザに保存されます。',
  agree: 'モデルを取得（約 {size} MB）',
  downloadFailed: 'モデルを取得できませんでした。接続を確認して、もう一度お試しください。',
  offline:
    'オフラインです。このモデルはまだ保存されていません。一度接続すれば、その後はオフラインで使えます。',
  notFound: 'モデルが見つかりません。別のモデルを選んでください。',
  corrupt: 'モデルが壊れています。もう一度お試しください。',
  noDevice:
    'このブラウザーではモデルを実行できませんでした。他のタブを閉じてメモリを空けるか、最新のブラウザーをご利用ください。',
  outdated: 'ページの一部が別のバージョンです。ページを再読み込みしてください。',
  otherWays: '別のモデルや計算方法を選ぶ',
  failed: 'モデルを読み込めませんでした。',
}
