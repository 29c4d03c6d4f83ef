{-# LANGUAGE OverloadedStrings #-}

import Control.Monad (forever)
import Data.List (find)
import Network.WebSockets
import System.Environment (getEnv)

options :: ConnectionOptions
options =
  defaultConnectionOptions
    { connectionCompressionOptions = PermessageDeflateCompression defaultPermessageDeflate
    }

echo :: ServerApp
echo pending = do
  let offered = getRequestSubprotocols (pendingRequest pending)
      selected = find (`elem` ["chat", "superchat"]) offered
  connection <- acceptRequestWith pending defaultAcceptRequest {acceptSubprotocol = selected}
  forever (receiveDataMessage connection >>= sendDataMessage connection)

main :: IO ()
main = do
  port <- read <$> getEnv "PORT"
  runServerWith "127.0.0.1" port options echo
