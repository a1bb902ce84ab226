import { connectConversationFindings } from './connect-conversation.js';
import { connectDatabaseFindings } from './connect-database.js';
import { connectFileFindings } from './connect-file.js';
import { connectLoginFindings } from './connect-login.js';
import { connectNameFindings } from './connect-name.js';
import { connectNetworkFindings } from './connect-network.js';
import { connectRefusedFindings } from './connect-refused.js';
import { connectServerFindings } from './connect-server.js';

/** What keeps the application from its database, in the order in which a connection is made. */
export const connectFindings = {
  ...connectNameFindings,
  ...connectRefusedFindings,
  ...connectNetworkFindings,
  ...connectConversationFindings,
  ...connectLoginFindings,
  ...connectDatabaseFindings,
  ...connectServerFindings,
  ...connectFileFindings,
};
