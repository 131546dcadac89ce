import { ApplicationsController } from './applications.controller.js';
import { Applications } from './applications.js';
import { AuthorizeController } from './authorize.controller.js';
import { ClientAuthentication } from './client-authentication.js';
import { ConnectedApplicationsController } from './connected-applications.controller.js';
import { ConnectedApplications } from './connected-applications.js';
import { ConnectedApplicationsPageController } from './connected-applications.page.controller.js';
import { Grants } from './grants.js';
import { MetadataController } from './metadata.controller.js';
import { TokenController } from './token.controller.js';
import { TokenEndpoint } from './token-endpoint.js';

/** How users let applications in, and out again. */
export const OAUTH = {
  controllers: [
    ApplicationsController,
    AuthorizeController,
    ConnectedApplicationsController,
    ConnectedApplicationsPageController,
    MetadataController,
    TokenController,
  ],
  providers: [Applications, ClientAuthentication, ConnectedApplications, Grants, TokenEndpoint],
};
