{-# LANGUAGE OverloadedStrings #-}

import Control.Exception (handle)
import Control.Monad (forever)
import Data.List (find)
import Network.HTTP.Types (status404)
import Network.Wai (Application, responseLBS)
import Network.Wai.Handler.Warp (defaultSettings, runSettings, setHost, setPort)
import Network.Wai.Handler.WebSockets (websocketsOr)
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
  handle ended (forever (receiveDataMessage connection >>= sendDataMessage connection))

-- Warp answers an exception with a 500, even after the 101.
ended :: ConnectionException -> IO ()
ended _ = pure ()

notFound :: Application
notFound _ respond = respond (responseLBS status404 [] "")

main :: IO ()
main = do
  port <- read <$> getEnv "PORT"
  let settings = setHost "127.0.0.1" (setPort port defaultSettings)
  runSettings settings (websocketsOr options echo notFound)
