import Taro from '@tarojs/taro';
import axios, { AxiosError, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';

/** axios adapter on Taro.request: wx.request in the mini-program, fetch in H5. */
export async function taroAdapter(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
  const task: Taro.RequestTask<string> = Taro.request<string>({
    url: axios.getUri(config),
    method: (config.method ?? 'get').toUpperCase() as 'GET',
    data: config.data,
    header: AxiosHeaders.from(config.headers).toJSON() as Record<string, string>,
    timeout: config.timeout || undefined,
    dataType: 'text', // anything but 'json': axios' own transformResponse parses
    responseType: 'text',
  });
  const abort = () => {
    task.abort?.();
  };
  config.signal?.addEventListener?.('abort', abort);
  try {
    const r = await task;
    const response: AxiosResponse = {
      data: r.data,
      status: r.statusCode,
      statusText: '',
      headers: AxiosHeaders.from(r.header as Record<string, string>),
      config,
      request: task,
    };
    if (config.validateStatus?.(r.statusCode) ?? true) return response;
    throw new AxiosError(
      `Request failed with status code ${r.statusCode}`,
      r.statusCode >= 500 ? AxiosError.ERR_BAD_RESPONSE : AxiosError.ERR_BAD_REQUEST,
      config,
      task,
      response,
    );
  } catch (e) {
    if (axios.isAxiosError(e)) throw e;
    if (config.signal?.aborted) throw new axios.CanceledError();
    const msg = (e as { errMsg?: string }).errMsg ?? String(e);
    throw new AxiosError(msg, /timeout/.test(msg) ? AxiosError.ETIMEDOUT : AxiosError.ERR_NETWORK, config, task);
  } finally {
    config.signal?.removeEventListener?.('abort', abort);
  }
}
