import { graphql } from '../tada';

export const StartTotpMutation = graphql(`
  mutation StartTotp {
    startTotp {
      secret
      uri
    }
  }
`);
