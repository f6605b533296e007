import {
  to = seam_client_session.jane
  id = "c2cbd177-1ace-414b-bb1e-9f129e4a05c1"
}

import {
  to = seam_client_session.john
  id = "user_identifier_key=2c9e1f7a-4f55-4d0e-9a3b-6f1f4d6f2a90"
}
