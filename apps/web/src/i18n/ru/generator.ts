import type { Translated } from '../catalog'
import type { generator as english } from '../en/generator'

/** Texts of loading a model. */
export const generator: Translated<typeof english> = {
  downloading: 'Загружается модель',
  starting: 'Точим карандаши',
  megabytes: '{done} из {total} МБ',
  downloadFailed: 'Не удалось загрузить модель. Проверьте соединение и попробуйте снова.',
  offline: 'Нет сети, а эта модель ещё не сохранена. Подключитесь один раз — дальше она работает без сети.',
  notFound: 'Модель не найдена. Выберите другую модель.',
  corrupt: 'Модель пришла повреждённой. Попробуйте снова.',
  noDevice: 'Браузер не смог запустить модель. Закройте другие вкладки или используйте свежий браузер.',
  outdated: 'Части страницы разных версий. Обновите страницу.',
  otherWays: 'Другая модель или устройство',
  failed: 'Не удалось загрузить модель.',
}
