-- driver URL [PROTOCOL,…]: a driver for the client of websockets (docs/clients.md).
{-# LANGUAGE OverloadedStrings #-}

import Control.Concurrent (forkIO, threadDelay)
import Control.Exception (SomeException, try)
import Control.Monad (forever, void, when)
import Data.IORef
import qualified Data.Text as Text
import Network.URI (URI (..), URIAuth (..), parseURI)
import qualified Network.WebSockets as WS
import System.Environment (getArgs, lookupEnv)
import System.Exit
import System.IO
import System.Posix.Process (exitImmediately)

finish :: Int -> String -> IO ()
finish code line = do
  putStr (if null line then "" else unwords (lines line) ++ "\n")
  hFlush stdout
  exitImmediately (if code == 0 then ExitSuccess else ExitFailure code)

talk :: IORef Bool -> WS.Connection -> IO ()
talk opened connection = do
  writeIORef opened True
  putStrLn "OPEN {\"protocol\":\"\"}"
  WS.sendTextData connection ("hello" :: Text.Text)
  forever $ do
    message <- WS.receiveData connection
    putStrLn ("MESSAGE " ++ show (Text.unpack message))
    when (message == "hello") $ WS.sendCloseCode connection 1000 ("" :: Text.Text)

main :: IO ()
main = do
  hSetBuffering stdout LineBuffering
  arguments <- getArgs
  milliseconds <- maybe 5000 read <$> lookupEnv "WSSPEC_TIMEOUT_MS"
  opened <- newIORef False
  let url = head arguments
  when (any (not . null) (drop 1 arguments)) $ finish 77 "SKIP the client of websockets has no subprotocols"
  (host, port, path) <- case parseURI url of
    Just (URI "ws:" (Just (URIAuth _ name number)) folder query _) ->
      pure (name, if null number then 80 else read (drop 1 number), (if null folder then "/" else folder) ++ query)
    _ -> finish 77 ("SKIP the client of websockets takes no " ++ url) >> exitFailure
  void . forkIO $ do
    threadDelay (milliseconds * 1000)
    late <- readIORef opened
    if late then finish 0 "" else finish 3 "HUNG"
  result <- try (WS.runClient host port path (talk opened))
  done <- readIORef opened
  case result of
    Left error' | not done -> finish 1 ("FAIL " ++ show (error' :: SomeException))
                | otherwise -> finish 0 ("CLOSE " ++ show error')
    Right () -> finish 0 "CLOSE"
