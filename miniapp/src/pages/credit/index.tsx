import { Page } from '../../ui';

export default function Credit() {
  return (
    <Page title='我的信用' tab='credit'>
      {null}
    </Page>
  );
}
