for key in 0b8f6a52-9d14-4c7e-8a35-e2f1c7d96b40 5d27c9e8-3a61-4f0b-b9d4-18c6e05f7a93; do
  curl --fail --silent --request POST "${SEAM_ENDPOINT:-https://connect.getseam.com}/client_sessions/get_or_create" \
    --header "Authorization: Bearer $SEAM_API_KEY" \
    --header "Content-Type: application/json" \
    --data "{\"user_identifier_key\": \"$key\"}"
done
