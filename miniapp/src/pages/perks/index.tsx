import { Page } from '../../ui';

export default function Perks() {
  return (
    <Page title='权益' tab='perks'>
      {null}
    </Page>
  );
}
