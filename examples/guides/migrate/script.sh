curl --fail --silent --request POST "${SEAM_ENDPOINT:-https://connect.getseam.com}/client_sessions/get_or_create" \
  --header "Authorization: Bearer $SEAM_API_KEY" \
  --header "Content-Type: application/json" \
  --data '{
    "user_identifier_key": "f4fc29f0-01c7-4bc1-b544-08ebb49276b0",
    "connected_account_ids": ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"],
    "expires_at": "2030-06-18T06:10:42Z"
  }'
