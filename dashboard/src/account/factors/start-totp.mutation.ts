import { graphql } from '../../shared/graphql/tada';

export const StartTotpMutation = graphql(`
  mutation StartTotp {
    startTotp {
      secret
      uri
    }
  }
`);
